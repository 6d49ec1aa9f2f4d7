import type { RowCounts } from '../row-counts.ts';

/** Up to this many rows they are stored in the order in which they came; beyond, order costs a third of the time. */
export const manyRows = 200_000;

/** What DuckDB takes by default. */
const usualTasks = 100;

/**
 * How many row groups COMMIT may put together, as DuckDB's `max_vacuum_tasks`. Each thread of a large INSERT leaves one row
 * group that is not full, and DuckDB would write the groups between them anew to save one: a second for what takes 30 ms
 * otherwise. The next load with few rows does it. Where rows went it is left as it is, so that their space is used again.
 */
export function vacuumTasks(rows: number, tables: ReadonlyMap<string, RowCounts>): number {
  const isSmall = rows > 0 && rows <= manyRows;
  const hasHoles = [...tables.values()].some(
    ({ before, deleted, updated }) => updated > 0 || (deleted > 0 && deleted < before),
  );
  return isSmall || hasHoles ? usualTasks : 0;
}
