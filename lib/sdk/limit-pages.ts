import { pageLike } from './page.ts';
import { withoutReadingAhead } from './reading-ahead.ts';
import type { Records } from './resource.ts';

/** Gives the first pages, or the first records where `countRows` says so, and closes what it reads from. */
export async function* limitPages(records: Records, limit: number, countRows: boolean): AsyncGenerator {
  let left = limit;
  if (left <= 0) return;
  for await (const yielded of eachWhenWanted(records)) {
    const isPage = Array.isArray(yielded);
    const rows: readonly unknown[] = isPage ? yielded.slice(0, countRows ? left : undefined) : [yielded];
    left -= countRows ? rows.length : 1;
    yield isPage ? pageLike(yielded, rows) : yielded;
    if (left <= 0) return;
  }
}

/** What is asked for one by one: no list below reads ahead. */
async function* eachWhenWanted(records: Records): AsyncGenerator {
  const iterator = Symbol.asyncIterator in records ? records[Symbol.asyncIterator]() : records[Symbol.iterator]();
  try {
    for (;;) {
      const result = await withoutReadingAhead(() => iterator.next());
      if (result.done === true) return;
      yield result.value;
    }
  } finally {
    await iterator.return?.();
  }
}
