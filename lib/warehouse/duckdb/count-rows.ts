import type { RowSelection } from '../row-window.ts';
import { checkFilters } from './filter-sql.ts';
import { findTable } from './find-table.ts';
import { withParameters } from './read-window.ts';
import type { Session } from './session.ts';

/** @throws DangoError `name-unknown`, `usage-invalid`. */
export async function countRows(session: Session, selection: RowSelection): Promise<number> {
  const found = await findTable(session, selection);
  await checkFilters(session, found, selection.filters ?? []);
  const { where, values } = withParameters(found, selection);
  const [row] = await session.rows(`SELECT CAST(count(*) AS DOUBLE) AS rows FROM ${found.sql}${where}`, values);
  return Number(row?.['rows']);
}
