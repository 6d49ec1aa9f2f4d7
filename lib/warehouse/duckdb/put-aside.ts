import { describeBreach } from '../plan/describe-breach.ts';
import type { ResourceLoad } from '../plan/load-plan.ts';
import { rawTextSql } from './record-source.ts';
import type { RowChanges } from './row-changes.ts';
import { hasValueSql, type TableRows } from './select-sql.ts';
import { quoteText } from './sql-text.ts';
import { elementColumn } from './value-sql.ts';

/** Whose rows are put aside, and where. */
export interface QuarantinePlace {
  readonly rows: RowChanges;
  readonly schemaName: string;
  readonly loadId: string;
}

interface AsideRows {
  /** Absolute path of the package. */
  readonly folder: string;
  readonly place: QuarantinePlace;
  readonly rows: TableRows;
  readonly relation: string;
  /** Which of its rows; empty for all. */
  readonly condition: string;
}

/**
 * Puts rows that a contract does not let in into `_dango_quarantine`, each with what it would have changed. A record is
 * kept as it was spooled, with its lists; of an element of a list, what the list held.
 * @returns their number.
 */
export async function putAside(
  { resource, breaches }: ResourceLoad,
  { folder, place, rows, relation, condition }: AsideRows,
): Promise<number> {
  const { table, form, id } = rows;
  const mine = breaches.filter((breach) => breach.table === table.name && breach.mode === 'quarantine');
  const reasons = mine.map((breach) => {
    const words = quoteText(describeBreach(breach));
    return breach.column === undefined ? words : `CASE WHEN ${hasValueSql([breach.column], form)} THEN ${words} END`;
  });
  const isRoot = table.parent === undefined;
  const where = condition === '' ? '' : ` WHERE ${condition}`;
  const unwanted = `SELECT ${id} AS row_id, concat_ws('; ', ${reasons.join(', ')}) AS reason${isRoot ? '' : `, to_json(${elementColumn}) AS record`} FROM ${relation}${where}`;
  const source = isRoot ? `(${unwanted}) JOIN ${rawTextSql(resource, folder)} ON row_id = _dlt_id` : `(${unwanted})`;
  const facts = `${quoteText(place.schemaName)} AS schema_name, ${quoteText(resource.name)} AS resource_name, ${quoteText(table.name)} AS table_name`;
  return await place.rows.insert(
    '_dango_quarantine',
    `SELECT ${quoteText(place.loadId)} AS _dlt_load_id, row_id AS _dlt_id, ${facts}, reason, CAST(record AS JSON) AS record, now() AS inserted_at FROM ${source} ORDER BY row_id`,
  );
}
