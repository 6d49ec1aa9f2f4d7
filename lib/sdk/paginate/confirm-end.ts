import { collectFields } from './collect-fields.ts';
import { isTotal, pagesName, saysLastPage } from './find-more.ts';
import { findNext } from './find-next.ts';
import { findLink } from './header-link.ts';
import type { PageResponse } from './paginator.ts';

export interface EndClaim {
  /** All records received so far, and the pages they came in. */
  readonly received: number;
  readonly pages: number;
  /** Which of the two the claim itself rests on, so that it does not confirm itself. */
  readonly basis: 'records' | 'pages';
  /** Whether an earlier response named a next page. */
  readonly hadNext: boolean;
}

/**
 * Whether a response says a second time, in another way than by its total, that it is the last one: a flag, an empty
 * place for the next page, a next page that is no longer named, or another figure that fits.
 */
export function confirmsEnd(response: PageResponse, { received, pages, basis, hadNext }: EndClaim): boolean {
  const { body } = response;
  if (saysLastPage(body)) return true;
  if (namesNext(response)) return false;
  if (hadNext || findNext(body) !== undefined) return true;
  return [...collectFields(body)].some((field) => {
    const { value } = field;
    const figure = typeof value === 'string' && value !== '' ? Number(value) : value;
    return basis === 'pages' ? isTotal(field) && figure === received : pagesName.test(field.word) && figure === pages;
  });
}

/** Whether a response leads on by itself. */
export function namesNext({ headers, body }: PageResponse): boolean {
  const hint = findNext(body);
  return findLink(headers['link'], 'next') !== undefined || hint?.type === 'url' || hint?.type === 'cursor';
}
