import { pageLike } from './page.ts';
import type { Records } from './resource.ts';

/** What becomes of the records of a page. */
export type ChangePage = (rows: readonly unknown[]) => Promise<readonly unknown[]>;

/** Changes records page by page. A page keeps the exchange that it came in; one that is left without records is dropped. */
export async function* changePages(records: Records, change: ChangePage): AsyncGenerator {
  for await (const yielded of records) {
    if (!Array.isArray(yielded)) {
      yield* await change([yielded]);
      continue;
    }
    const rows = await change(yielded);
    if (rows.length > 0) yield pageLike(yielded, rows);
  }
}
