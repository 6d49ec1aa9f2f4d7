import type { RequestChange } from './paginator.ts';

/** Where a paging value travels: in the query, or in the JSON body under a dotted path. */
export type SentBy = 'query' | 'json';

/** The change that sends `value` as `param`. */
export function sendParam(sentBy: SentBy, param: string, value: string | number | bigint): RequestChange {
  return sentBy === 'query' ? { params: { [param]: value } } : { json: { [param]: value } };
}
