import { DangoError } from '../../errors/dango-error.ts';
import { parseJsonPath, selectFirst } from '../../spec/json-path.ts';
import { endWithout } from './end-without.ts';
import { followLink } from './follow-link.ts';
import type { Paginator } from './paginator.ts';
import { createPositionGuard } from './position-guard.ts';
import { requireFlag } from './read-flag.ts';

export interface JsonLinkOptions {
  /** Path to the URL of the next page in the response, such as `links.next`. */
  readonly nextUrlPath: string;
  /** Path to a flag that says whether more follows; false ends the list in spite of a link. Default: none. */
  readonly hasMorePath?: string | undefined;
  /** Default false. */
  readonly stopAfterEmptyPage?: boolean | undefined;
}

/** Follows a URL in the response, absolute or relative, until it is absent, null, false or empty. */
export function jsonLink({ nextUrlPath, hasMorePath, stopAfterEmptyPage }: JsonLinkOptions): Paginator {
  const path = parseJsonPath(nextUrlPath);
  const hasMore = hasMorePath === undefined ? undefined : parseJsonPath(hasMorePath);
  return {
    start() {
      const guard = createPositionGuard();
      let pages = 0;
      return {
        first: {},
        next(response) {
          pages += 1;
          if (response.records.length === 0 && stopAfterEmptyPage === true) return { why: 'the page is empty' };
          if (hasMore !== undefined && !requireFlag(hasMore, response, pages === 1)) {
            return { why: `${hasMore.text} is false` };
          }
          const link = selectFirst(path, response.body);
          if (link === undefined) return endWithout(nextUrlPath, response, pages === 1);
          if (typeof link === 'string' && link !== '') return followLink(link, nextUrlPath, response, guard);
          if (link === null || link === false || link === '') return { why: `${nextUrlPath} is empty in the response` };
          throw new DangoError(
            `The next URL at "${nextUrlPath}" must be text, but is ${typeof link}: ${response.url}.`,
            {
              code: 'pagination-failed',
              hint: 'Point next_url_path at the URL itself, such as links.next.href; use type cursor for a token.',
              context: { url: response.url, nextUrlPath },
            },
          );
        },
      };
    },
  };
}
