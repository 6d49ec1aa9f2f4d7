import { noRows, type RowCounts } from '../row-counts.ts';
import type { RowChanges } from './row-changes.ts';

/** Notes what goes through a door for changes of rows, table by table. */
export class RowTally {
  readonly #counts = new Map<string, RowCounts>();

  get counts(): ReadonlyMap<string, RowCounts> {
    return this.#counts;
  }

  of(table: string): RowCounts {
    return this.#counts.get(table) ?? noRows;
  }

  add(table: string, change: Partial<RowCounts>): void {
    const { before, inserted, deleted, updated } = this.of(table);
    this.#counts.set(table, {
      before: before + (change.before ?? 0),
      inserted: inserted + (change.inserted ?? 0),
      deleted: deleted + (change.deleted ?? 0),
      updated: updated + (change.updated ?? 0),
    });
  }

  /** The same door, watched. */
  watching(rows: RowChanges): RowChanges {
    return {
      insert: async (table, select) => {
        const inserted = await rows.insert(table, select);
        this.add(table, { inserted });
        return inserted;
      },
      remove: async (table, which) => {
        const deleted = await rows.remove(table, which);
        this.add(table, { deleted });
        return deleted;
      },
      update: async (table, change) => {
        const updated = await rows.update(table, change);
        this.add(table, { updated });
        return updated;
      },
    };
  }
}
