import { DangoError } from '../../errors/dango-error.ts';
import { selectFirst, type JsonPath } from '../../spec/json-path.ts';
import { describeLevel } from '../records/describe-level.ts';
import type { PageResponse } from './paginator.ts';

/**
 * The total at a path; a text such as "20" counts as the number.
 * @param known the total of an earlier page: some APIs count on the first page only.
 * @throws DangoError `pagination-failed` for anything else.
 */
export function readTotal(path: JsonPath, { body, url }: PageResponse, known: number | undefined): number {
  const value = selectFirst(path, body);
  const total = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof total === 'number' && Number.isFinite(total)) return total;
  if (typeof total === 'bigint') return Number(total);
  if (known !== undefined && (value === undefined || value === null)) return known;
  const found = value === undefined ? describeLevel(path, body) : `it holds ${JSON.stringify(value)}`;
  throw new DangoError(`No number at total_path "${path.text}" in the response of ${url}: ${found}.`, {
    code: 'pagination-failed',
    hint: 'Correct total_path, or leave it out to read on until an empty page.',
    context: { url, totalPath: path.text },
  });
}
