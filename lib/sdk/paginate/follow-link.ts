import { DangoError } from '../../errors/dango-error.ts';
import type { PageResponse, PageStep } from './paginator.ts';
import { createLoopError, type PositionGuard } from './position-guard.ts';

/**
 * The step to a link that a response gives. A relative one starts from the address that answered. The link carries
 * the parameters it needs, so those of the first request are not repeated.
 * @param where the place of the link in words: `links.next`, `Link rel="next"`.
 */
export function followLink(link: string, where: string, response: PageResponse, guard: PositionGuard): PageStep {
  const url = resolveLink(link, where, response.url);
  // The page just read counts as visited: a list whose last link points to itself would never end.
  guard.visit(response.url);
  if (!guard.visit(url)) {
    throw createLoopError(`the next URL "${link}" (${where})`, response.url, 'Ask the API why its next link repeats.');
  }
  return { next: { url }, reason: `${where} in the previous response` };
}

function resolveLink(link: string, where: string, base: string): string {
  const url = URL.parse(link, base);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href;
  throw new DangoError(`The next link ${where} holds "${link}", which is no URL: ${base}.`, {
    code: 'pagination-failed',
    hint: 'Point the pagination at a field that holds the URL of the next page, or use type cursor.',
    context: { url: base },
  });
}
