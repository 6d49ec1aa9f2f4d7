import type { DiscardedValues, DiscardReason } from '../destination.ts';
import type { ContractBreach } from '../plan/apply-contract.ts';
import type { ResourceLoad } from '../plan/load-plan.ts';
import { columnsOfRows } from '../plan/unwanted-rows.ts';
import { putAside, type QuarantinePlace } from './put-aside.ts';
import { rawSourceSql, recordSourceSql } from './record-source.ts';
import { hasValueSql, tableRows, type TableRows } from './select-sql.ts';
import type { Session } from './session.ts';

/**
 * What the contract of a resource keeps out of its tables; rows for the quarantine are put there. Nothing is asked where
 * it keeps nothing out.
 */
export async function countDiscarded(
  load: ResourceLoad,
  session: Session,
  folder: string,
  place: QuarantinePlace,
): Promise<readonly DiscardedValues[]> {
  const { plan, leftOut, breaches, resource } = load;
  if (breaches.length === 0) return [];
  const records = recordSourceSql(plan, resource, folder);
  const all = tableRows(plan.root.form, [...plan.tables, ...leftOut], { source: records, where: '' });
  const discarded: DiscardedValues[] = [];
  const counted = new Set<string>();
  for (const breach of breaches) {
    const { table, entity, mode, column } = breach;
    const rows = all.find((one) => one.table.name === table);
    const isRow = column === undefined || mode !== 'discard_value';
    const key = `${table} ${mode === 'quarantine'}`;
    if (rows === undefined || (isRow && counted.has(key))) continue;
    if (isRow) counted.add(key);
    const isRoot = rows.table.parent === undefined;
    // The records themselves come without those that stay out.
    const relation = isRow && isRoot ? rawSourceSql(plan, resource, folder) : rows.relation;
    const condition = isRow ? rowCondition(breaches, breach, rows) : valueCondition(breach, rows);
    const count =
      mode === 'quarantine'
        ? await putAside(load, { folder, place, rows, relation, condition })
        : await countRows(session, relation, condition);
    if (count === 0) continue;
    const reasons = isRow ? await countReasons(session, breaches, breach, { relation, condition, rows, count }) : [];
    discarded.push({
      resource: resource.name,
      table,
      entity,
      count,
      ...(isRow ? { reasons } : { column: column.name }),
      ...(mode === 'quarantine' ? { isQuarantined: true } : {}),
    });
  }
  return discarded;
}

/** How many of the rows that stay out have each of the reasons to. */
async function countReasons(
  session: Session,
  breaches: readonly ContractBreach[],
  { table, mode, entity }: ContractBreach,
  { relation, condition, rows, count }: { relation: string; condition: string; rows: TableRows; count: number },
): Promise<readonly DiscardReason[]> {
  const own = breaches.filter((one) => one.table === table && one.mode === mode && one.column !== undefined);
  if (own.length === 0) return [{ entity, count }];
  const counts = own.map(
    ({ column }, index) =>
      `count(*) FILTER (${column === undefined ? 'true' : hasValueSql([column], rows.form)})::DOUBLE AS c${index}`,
  );
  const where = condition === '' ? '' : ` WHERE ${condition}`;
  const [row] = await session.rows(`SELECT ${counts.join(', ')} FROM ${relation}${where}`);
  return own.flatMap((one, index): DiscardReason[] => {
    const having = Number(row?.[`c${index}`] ?? 0);
    return having === 0 ? [] : [{ entity: one.entity, column: one.column?.name ?? '', count: having }];
  });
}

/** Which rows stay out by a mode: those of the quarantine are not also discarded. Empty: all. */
function rowCondition(
  breaches: readonly ContractBreach[],
  { table, mode }: ContractBreach,
  { form }: TableRows,
): string {
  const having = (columns: ReturnType<typeof columnsOfRows>): string => `(${hasValueSql(columns, form)})`;
  const own = columnsOfRows(breaches, table, mode);
  if (own.length === 0) return '';
  const aside = mode === 'quarantine' ? [] : columnsOfRows(breaches, table, 'quarantine');
  return aside.length === 0 ? having(own) : `${having(own)} AND NOT ${having(aside)}`;
}

function valueCondition({ column }: ContractBreach, { form, kept }: TableRows): string {
  const hasValue = column === undefined ? [] : [`(${hasValueSql([column], form)})`];
  return [...hasValue, ...(kept === '' ? [] : [kept])].join(' AND ');
}

async function countRows(session: Session, relation: string, condition: string): Promise<number> {
  const where = condition === '' ? '' : ` WHERE ${condition}`;
  const [row] = await session.rows(`SELECT count(*)::DOUBLE AS total FROM ${relation}${where}`);
  return Number(row?.['total'] ?? 0);
}
