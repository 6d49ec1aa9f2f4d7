import type { DangoError } from '../../errors/dango-error.ts';
import type { LoadPlan } from '../plan/load-plan.ts';
import { frozenError } from '../plan/frozen-error.ts';
import { describeOrigin } from './describe-origin.ts';
import { rawSourceSql } from './record-source.ts';
import { hasValueSql, tableRows } from './select-sql.ts';
import type { Session } from './session.ts';
import { columnSql } from './value-sql.ts';

/**
 * Why a resource with a frozen contract was refused, told with the first record that does not fit.
 * @param mask replaces secrets; without it no value is quoted.
 */
export async function findBreach(
  { load, breach }: LoadPlan['frozen'][number],
  session: Session,
  folder: string,
  mask: ((text: string) => string) | undefined,
): Promise<DangoError> {
  const { plan, leftOut, resource } = load;
  const source = rawSourceSql(plan, resource, folder);
  const rows = tableRows(plan.root.form, [...plan.tables, ...leftOut], { source, where: '' });
  const found = rows.find(({ table }) => table.name === breach.table);
  if (found === undefined) return frozenError(resource, breach);
  const { column } = breach;
  const { relation, rootId, form } = found;
  const value = column === undefined ? 'NULL' : `CAST(${columnSql(column, form)} AS VARCHAR)`;
  const condition = column === undefined ? '' : `WHERE ${hasValueSql([column], form)}`;
  const [row] = await session.rows(
    `SELECT count(*)::INTEGER AS total, min(${rootId}) AS first, arg_min(${value}, ${rootId}) AS value FROM ${relation} ${condition}`,
  );
  const first = String(row?.['first']);
  const text = row?.['value'];
  return frozenError(resource, breach, {
    total: Number(row?.['total'] ?? 0),
    row: first,
    place: describeOrigin(first),
    value: typeof text === 'string' ? mask?.(text) : undefined,
  });
}
