import type { TableListing } from '#lib/index.ts';

export interface PlacedTable {
  readonly table: TableListing;
  /** 0 for a table without a parent that is shown. */
  readonly depth: number;
}

/** Tables in the order of a tree: each parent before its children. */
export function orderTables(tables: readonly TableListing[]): readonly PlacedTable[] {
  const names = new Set(tables.map(({ name }) => name));
  const below = (parent: string | undefined, depth: number): readonly PlacedTable[] =>
    tables
      .filter((table) => (table.parent !== undefined && names.has(table.parent) ? table.parent : undefined) === parent)
      .flatMap((table) => [{ table, depth }, ...below(table.name, depth + 1)]);
  return below(undefined, 0);
}
