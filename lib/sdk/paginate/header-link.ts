import { followLink } from './follow-link.ts';
import type { Paginator } from './paginator.ts';
import { parseLinkHeader } from './parse-link-header.ts';
import { createPositionGuard } from './position-guard.ts';

export interface HeaderLinkOptions {
  /** Relation type of the link to the next page. Default `next`. */
  readonly rel?: string | undefined;
}

/** Follows the `Link` header, as GitHub writes it, until a response has no such link. */
export function headerLink({ rel = 'next' }: HeaderLinkOptions = {}): Paginator {
  return {
    start() {
      const guard = createPositionGuard();
      return {
        first: {},
        next(response) {
          const target = findLink(response.headers['link'], rel);
          const where = `Link rel="${rel}"`;
          return target === undefined
            ? { why: `the response has no ${where}` }
            : followLink(target, where, response, guard);
        },
      };
    },
  };
}

/** The target of the first link with this relation type. */
export function findLink(header: string | undefined, rel: string): string | undefined {
  if (header === undefined) return undefined;
  return parseLinkHeader(header).find((link) => link.rels.includes(rel.toLowerCase()))?.target;
}
