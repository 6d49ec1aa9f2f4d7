import { DangoError } from '../../errors/dango-error.ts';
import { selectFirst, type JsonPath } from '../../spec/json-path.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { describeLevel } from '../records/describe-level.ts';
import type { PageResponse } from './paginator.ts';

export type CursorValue = string | number | bigint;

/**
 * What a response gives as the cursor; undefined for null, false, 0 and the empty text, which end a list.
 * @throws DangoError `pagination-failed` for lists, objects and true.
 */
export function readCursorValue(value: unknown, path: string, { url }: PageResponse): CursorValue | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value || undefined;
  if (value === undefined || value === null || value === false) return undefined;
  const found = Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : JSON.stringify(value);
  throw new DangoError(`The cursor at "${path}" must be text or a number, but is ${found}: ${url}.`, {
    code: 'pagination-failed',
    hint: 'Point cursor_path at the value itself, such as paging.next.after.',
    context: { url, cursorPath: path },
  });
}

/**
 * The cursor in the last record of a page that is not empty.
 * @throws DangoError `pagination-failed` where that record has none, with the keys that it has.
 */
export function readLastRecord(path: JsonPath, { records, url }: PageResponse): CursorValue {
  const record = records.at(-1);
  const value = selectFirst(path, record);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  const found =
    value === undefined
      ? describeLevel(path, record).replace(/^the response/, 'it')
      : `it is ${isPlainObject(value) ? 'an object' : JSON.stringify(value)}`;
  throw new DangoError(`The last record has no cursor at "${path.text}": ${found} (${url}).`, {
    code: 'pagination-failed',
    hint: 'Point cursor_path at a field that every record has, such as id.',
    context: { url, cursorPath: path.text },
  });
}
