import type { PagingPlace } from '../../spec/rest-source.ts';
import type { RequestChange } from './paginator.ts';

/** Where a paging value travels; see {@link PagingPlace}. */
export type SentBy = PagingPlace;

/** The change that sends `value` as `param`. */
export function sendParam(sentBy: SentBy, param: string, value: string | number | bigint): RequestChange {
  switch (sentBy) {
    case 'query':
      return { params: { [param]: value } };
    case 'json':
      return { json: { [param]: value } };
    case 'header':
      return { headers: { [param]: String(value) } };
    case 'path':
      return { path: { [param]: value } };
  }
}

/** The change to a first request that has no value yet: only an endpoint has a place that must not stay. */
export function sendNothing(sentBy: SentBy, param: string): RequestChange {
  return sentBy === 'path' ? { path: { [param]: null } } : {};
}

/** The change that sends the number of records per page. A header or path is for the position alone. */
export function sendLimit(sentBy: SentBy, param: string, limit: number): RequestChange {
  return sendParam(sentBy === 'json' ? 'json' : 'query', param, limit);
}

/** Both changes in one; of two values for one name the right one counts. */
export function joinChanges(left: RequestChange, right: RequestChange): RequestChange {
  const { params, json, headers, path } = left;
  return {
    ...left,
    ...right,
    ...(params === undefined ? {} : { params: { ...params, ...right.params } }),
    ...(json === undefined ? {} : { json: { ...json, ...right.json } }),
    ...(headers === undefined ? {} : { headers: { ...headers, ...right.headers } }),
    ...(path === undefined ? {} : { path: { ...path, ...right.path } }),
  };
}
