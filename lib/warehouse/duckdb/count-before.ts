import type { LoadPlan, ResourceLoad } from '../plan/load-plan.ts';
import { childTables, type Catalog } from '../plan/table-tree.ts';
import type { SchemaKnowledge } from '../plan/schema-knowledge.ts';
import type { RowCounts } from '../row-counts.ts';
import type { RowTally } from './row-tally.ts';
import type { Session } from './session.ts';
import { qualify } from './sql-text.ts';

/** Notes how many rows the tables of a load have before it, and those that go with a table that is made anew. */
export async function countBefore(
  session: Session,
  dataset: string,
  plan: LoadPlan,
  catalog: Catalog,
  knowledge: SchemaKnowledge,
  tally: RowTally,
): Promise<void> {
  const dropped = new Set(plan.changes.flatMap(({ change, table }) => (change === 'drop table' ? [table] : [])));
  const tables = [...new Set(plan.resources.flatMap((load) => tablesOf(load, catalog, knowledge)))];
  if (tables.length === 0) return;
  // In one statement: each takes as long as counting a small table does.
  const counts = tables.map(
    (table, number) =>
      `SELECT ${number} AS number, count(*)::DOUBLE AS total FROM ${qualify(session.catalog, dataset, table)}`,
  );
  for (const { number, total } of await session.rows(counts.join(' UNION ALL '))) {
    const table = tables[Number(number)] ?? '';
    const before = Number(total);
    tally.add(table, { before, ...(dropped.has(table) ? { deleted: before } : {}) });
  }
}

/** What a load does to the tables that a resource had before it. */
export function tableCounts(
  load: ResourceLoad,
  catalog: Catalog,
  knowledge: SchemaKnowledge,
  tally: RowTally,
): ReadonlyMap<string, RowCounts> {
  return new Map(tablesOf(load, catalog, knowledge).map((table) => [table, tally.of(table)]));
}

/** The root table and its children, as far as they are there. */
function tablesOf(
  { resource, orphans }: ResourceLoad,
  catalog: Catalog,
  knowledge: SchemaKnowledge,
): readonly string[] {
  const children = childTables(catalog, knowledge, resource.table).map(({ name }) => name);
  return [...new Set([resource.table, ...children, ...orphans])].filter((table) => catalog.has(table));
}
