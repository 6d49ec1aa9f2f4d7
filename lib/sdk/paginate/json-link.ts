import { DangoError } from '../../errors/dango-error.ts';
import { parseJsonPath, selectFirst } from '../../spec/json-path.ts';
import { endWithout } from './end-without.ts';
import { followLink } from './follow-link.ts';
import type { Paginator } from './paginator.ts';
import { createPositionGuard } from './position-guard.ts';

export interface JsonLinkOptions {
  /** Path to the URL of the next page in the response, such as `links.next`. */
  readonly nextUrlPath: string;
}

/** Follows a URL in the response, absolute or relative, until it is absent, null, false or empty. */
export function jsonLink({ nextUrlPath }: JsonLinkOptions): Paginator {
  const path = parseJsonPath(nextUrlPath);
  return {
    start() {
      const guard = createPositionGuard();
      let isFirst = true;
      return {
        first: {},
        next(response) {
          const link = selectFirst(path, response.body);
          if (link === undefined) return endWithout(nextUrlPath, response, isFirst);
          isFirst = false;
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
