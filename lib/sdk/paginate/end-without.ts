import { findMore } from './find-more.ts';
import type { PageResponse, StopStep } from './paginator.ts';

/**
 * The end of a list whose response has nothing at `path`. On the first page that may also be a wrong path, which shows
 * when the response itself speaks of more records.
 */
export function endWithout(path: string, response: PageResponse, isFirst: boolean): StopStep {
  const why = `no ${path} in the response`;
  const more = findMore(response.body, response.records.length);
  if (!isFirst || more.type !== 'certain') return { why };
  const message = `Only the first ${response.records.length} records were read: the response has no "${path}", but says ${more.text}.`;
  return { why, warning: { message, hint: 'Check the path of the pagination against the response.' } };
}
