import { DangoError } from '../../errors/dango-error.ts';
import { identifyPage } from './page-identity.ts';
import type { PageResponse } from './paginator.ts';

/** Notices pages that come round again under new addresses or cursors, whatever the pagination. */
export interface CycleCheck {
  /** @throws DangoError `pagination-failed` when a whole round of pages came a second time, or none had records for long. */
  visit(response: PageResponse): void;
}

const maxEmptyPages = 10_000;

/**
 * One equal page may be chance: records without ids can be the same. A round counts when each of its pages, and at
 * least two in all, followed in the same order as before.
 */
export function createCycleCheck(): CycleCheck {
  const lastSeen = new Map<string, number>();
  let page = 0;
  let distance = 0;
  let matches = 0;
  let empty = 0;
  return {
    visit({ records, url }) {
      page += 1;
      empty = records.length === 0 ? empty + 1 : 0;
      if (empty >= maxEmptyPages) throw createEmptyError(url);
      if (records.length === 0) return;
      const identity = identifyPage(records);
      const before = lastSeen.get(identity);
      lastSeen.set(identity, page);
      const found = before === undefined ? 0 : page - before;
      matches = found !== 0 && found === distance ? matches + 1 : Math.sign(found);
      distance = found;
      if (distance > 0 && matches >= Math.max(2, distance)) throw createCycleError(distance, page, url);
    },
  };
}

function createCycleError(distance: number, page: number, url: string): DangoError {
  const what = distance === 1 ? 'the same page' : `the same ${distance} pages`;
  return new DangoError(`The pages lead in a circle: ${what} came again and again, up to page ${page}, ${url}.`, {
    code: 'pagination-failed',
    hint: 'Compare the requests of these pages: the API takes no notice of what changes from one to the next.',
    context: { url, distance },
  });
}

function createEmptyError(url: string): DangoError {
  return new DangoError(
    `The last ${maxEmptyPages} pages held no records, and the API still names a next one: ${url}.`,
    {
      code: 'pagination-failed',
      hint: 'Set stop_after_empty_page: true, or ask the API for fewer records to skip.',
      context: { url },
    },
  );
}
