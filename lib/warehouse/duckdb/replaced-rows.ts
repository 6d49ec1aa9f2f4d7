import type { DangoError } from '../../errors/dango-error.ts';
import type { ResourceLoad } from '../plan/load-plan.ts';
import { refused, type Bound, type ReplacedRows } from '../plan/replaced-rows.ts';
import type { Session } from './session.ts';
import { qualify, quoteName, quoteText } from './sql-text.ts';

/** The condition that finds the rows which go away, over the root table `t`. */
export function replacedRowsSql({ column, as, start, end }: ReplacedRows): string {
  const value = `t.${quoteName(column)}`;
  const literal = ({ value: bound }: Bound): string => {
    if (typeof bound !== 'string') return String(bound);
    return as === 'instants' ? `CAST(${quoteText(bound)} AS TIMESTAMPTZ)` : quoteText(bound);
  };
  return [
    `${value} IS NOT NULL`,
    ...(start === undefined ? [] : [`${value} ${start.isTaken ? '>=' : '>'} ${literal(start)}`]),
    ...(end === undefined ? [] : [`${value} ${end.isTaken ? '<=' : '<'} ${literal(end)}`]),
  ].join(' AND ');
}

/** Why a range cannot be compared with what the table holds; undefined where it can. */
export async function findStrangeValues(
  { resource, replacedRows }: ResourceLoad,
  session: Session,
  dataset: string,
): Promise<DangoError | undefined> {
  const { replaced_range: range, table } = resource;
  if (range === undefined || replacedRows === undefined) return undefined;
  const { column, as } = replacedRows;
  // Beside an instant a text counts as one too, and NaN is above all numbers in SQL only.
  const strange =
    as === 'dates'
      ? `NOT regexp_full_match(${quoteName(column)}, '\\d{4}-\\d\\d-\\d\\d')`
      : as === 'numbers'
        ? `isnan(CAST(${quoteName(column)} AS DOUBLE))`
        : undefined;
  // A value that a contract kept out belongs to a row that no range finds.
  const modes = [resource.contract?.data_type, resource.contract?.columns];
  const conditions = [
    ...(strange === undefined ? [] : [strange]),
    ...(modes.includes('discard_value') ? [`${quoteName(column)} IS NULL`] : []),
  ];
  if (conditions.length === 0) return undefined;
  const [row] = await session.rows(
    `SELECT ${quoteName(column)}::VARCHAR AS value FROM ${qualify(session.catalog, dataset, table)} WHERE ${conditions.join(' OR ')} LIMIT 1`,
  );
  if (row === undefined) return undefined;
  return refused(resource, range, `the column ${column} holds ${JSON.stringify(row['value'])} as well`);
}
