import type { JsonValue } from '../../data/json-value.ts';
import type { ApiAnswer } from '../api-answer.ts';

/** Cuts one page out of all records and tells, in its own way, where the next one is. `url` is the address asked for. */
export type PageStyle = (records: readonly JsonValue[], url: URL) => ApiAnswer;

export const defaultPageSize = 100;

/** The same address with another query parameter. */
export function withParameter(url: URL, name: string, value: number | string): URL {
  const next = new URL(url);
  next.searchParams.set(name, String(value));
  return next;
}
