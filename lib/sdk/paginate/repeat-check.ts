import { DangoError } from '../../errors/dango-error.ts';
import { identifyPage } from './page-identity.ts';
import type { PageResponse, StopStep } from './paginator.ts';

/** Notices a server that answers every position with the same page. */
export interface RepeatCheck {
  /**
   * A stop when the page repeats the one before; undefined when it is new.
   * @throws DangoError `pagination-failed` when it is the second page: then the server ignores the parameter.
   */
  check(response: PageResponse, position: string): StopStep | undefined;
  /** Whether the page repeats the one before, without a judgement. */
  isRepeat(response: PageResponse): boolean;
}

/** @param param the parameter that asks for a page, for messages. */
export function createRepeatCheck(param: string): RepeatCheck {
  let previous: string | undefined;
  let pages = 0;
  return {
    isRepeat: ({ records }) => records.length > 0 && identifyPage(records) === previous,
    check({ records, url }, position) {
      pages += 1;
      const before = previous;
      previous = identifyPage(records);
      if (records.length === 0 || previous !== before) return undefined;
      if (pages === 2) throw createIgnoredError(param, position, url);
      return {
        why: `${position} repeats the page before`,
        isRepeat: true,
        warning: {
          message: `${position} brought the same records as the page before, which was taken as the last one.`,
          hint: 'Give total_path, so that the end is known.',
        },
      };
    },
  };
}

/** The second page is the first one again. */
function createIgnoredError(param: string, position: string, url: string): DangoError {
  return new DangoError(`${position} brought the same records as the first page: ${url}.`, {
    code: 'pagination-failed',
    hint: `Check whether the API knows the parameter "${param}"; use single_page if it has no pages.`,
    context: { url, param },
  });
}
