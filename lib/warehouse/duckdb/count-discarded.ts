import type { DiscardedValues } from '../destination.ts';
import type { ResourceLoad } from '../plan/load-plan.ts';
import { rawSourceSql, recordSourceSql } from './record-source.ts';
import { hasValueSql, tableRows } from './select-sql.ts';
import type { Session } from './session.ts';

/** What the contract of a resource keeps out of its tables. Nothing is asked where it keeps nothing out. */
export async function countDiscarded(
  { plan, leftOut, breaches, resource }: ResourceLoad,
  session: Session,
  folder: string,
): Promise<readonly DiscardedValues[]> {
  if (breaches.length === 0) return [];
  const records = recordSourceSql(plan, resource, folder);
  const all = tableRows(plan.root.form, [...plan.tables, ...leftOut], { source: records, where: '' });
  const discarded: DiscardedValues[] = [];
  const counted = new Set<string>();
  for (const { table, entity, mode, column } of breaches) {
    const rows = all.find((one) => one.table.name === table);
    const isRow = column === undefined || mode === 'discard_row';
    if (rows === undefined || (isRow && counted.has(table))) continue;
    if (isRow) counted.add(table);
    // The records themselves come without those that stay out.
    const relation = isRow && rows.table.parent === undefined ? rawSourceSql(plan, resource, folder) : rows.relation;
    const columns = isRow ? (rows.table.unwanted ?? []) : [column];
    const conditions = [
      ...(columns.length === 0 ? [] : [`(${hasValueSql(columns, rows.form)})`]),
      ...(isRow || rows.kept === '' ? [] : [rows.kept]),
    ];
    const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
    const [row] = await session.rows(`SELECT count(*)::DOUBLE AS total FROM ${relation}${where}`);
    const count = Number(row?.['total'] ?? 0);
    if (count === 0) continue;
    const name = resource.name;
    discarded.push({ resource: name, table, entity, count, ...(isRow ? {} : { column: column.name }) });
  }
  return discarded;
}
