import type { Paginator } from './paginator.ts';

/** One request, whatever the response says about further pages. */
export function singlePage(): Paginator {
  return { start: () => ({ first: {}, next: () => ({ why: 'a single page was asked for' }) }) };
}
