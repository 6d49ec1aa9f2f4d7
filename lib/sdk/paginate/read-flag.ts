import { DangoError } from '../../errors/dango-error.ts';
import { selectFirst, type JsonPath } from '../../spec/json-path.ts';
import { describeLevel } from '../records/describe-level.ts';
import type { PageResponse } from './paginator.ts';

/**
 * Whether the response says at a path that more follows; undefined where it says nothing there. True and false, the
 * same as text, `yes` and `no`, and a number (of what is left) count; null means no.
 * @throws DangoError `pagination-failed` for anything else.
 */
export function readFlag(path: JsonPath, { body, url }: PageResponse): boolean | undefined {
  const value = selectFirst(path, body);
  if (value === undefined || typeof value === 'boolean') return value;
  if (value === null) return false;
  if (typeof value === 'number' || typeof value === 'bigint') return value > 0;
  if (typeof value === 'string') {
    if (/^\s*(true|yes|y|1)\s*$/i.test(value)) return true;
    if (/^\s*(false|no|n|0|)\s*$/i.test(value)) return false;
  }
  throw new DangoError(`has_more_path "${path.text}" must lead to true or false, but holds ${quote(value)}: ${url}.`, {
    code: 'pagination-failed',
    hint: 'Point has_more_path at the flag itself, or leave it out.',
    context: { url, hasMorePath: path.text },
  });
}

/**
 * The same for a rule that rests on the flag: it must be there on the first page; a later page that leaves it out says
 * that nothing follows.
 * @throws DangoError `pagination-failed`, with the keys that are there.
 */
export function requireFlag(path: JsonPath, response: PageResponse, isFirst: boolean): boolean {
  const flag = readFlag(path, response);
  if (flag !== undefined || !isFirst) return flag === true;
  const found = describeLevel(path, response.body);
  throw new DangoError(`Nothing at has_more_path "${path.text}" in the response of ${response.url}: ${found}.`, {
    code: 'pagination-failed',
    hint: 'Correct has_more_path, or leave it out.',
    context: { url: response.url, hasMorePath: path.text },
  });
}

function quote(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : JSON.stringify(value);
}
