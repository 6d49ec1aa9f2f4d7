import { DangoError } from '../../errors/dango-error.ts';
import type { DataColumn } from '../cell.ts';
import type { ExportFormat } from '../export-format.ts';
import type { RowSelection } from '../row-window.ts';
import { isNestedType, textSql } from './cell-sql.ts';
import { isKnownToParquet } from './exact-parquet.ts';
import { checkFilters } from './filter-sql.ts';
import { findTable } from './find-table.ts';
import { chooseColumns, orderSql, withParameters } from './read-window.ts';
import type { Session } from './session.ts';
import { quoteName, quoteText } from './sql-text.ts';

const copyOptions: Readonly<Record<ExportFormat, string>> = {
  csv: 'FORMAT csv, HEADER true',
  parquet: 'FORMAT parquet',
  json: 'FORMAT json, ARRAY true',
};

/**
 * Writes rows into a new file, all of them and nothing cut. What a format has no type for goes in as text.
 * @throws DangoError `name-unknown`, `usage-invalid`, `query-failed`.
 */
export async function exportRows(
  session: Session,
  selection: RowSelection,
  { file, format }: { readonly file: string; readonly format: ExportFormat },
): Promise<void> {
  const found = await findTable(session, selection);
  const columns = chooseColumns(found, selection);
  if (columns.length === 0) {
    throw new DangoError('No column is left to export.', {
      code: 'usage-invalid',
      hint: 'Choose at least one column.',
    });
  }
  await checkFilters(session, found, selection.filters ?? []);
  const { where, values } = withParameters(found, selection);
  const list = columns.map((column) => `${exportSql(column, format)} AS ${quoteName(column.name)}`).join(', ');
  // Inside, because a name given to a changed value would stand in for the column it is sorted by.
  const rows = `SELECT * FROM ${found.sql}${where}${orderSql(found, selection)}`;
  await session.run(`COPY (SELECT ${list} FROM (${rows})) TO ${quoteText(file)} (${copyOptions[format]})`, values);
}

function exportSql({ name, type }: DataColumn, format: ExportFormat): string {
  const column = quoteName(name);
  switch (format) {
    case 'csv':
      return isNestedType(type) ? textSql(column, type) : column;
    case 'json':
      // JSON has no such numbers, and one of them would make the whole file unreadable.
      if (type === 'DOUBLE' || type === 'FLOAT')
        return `CASE WHEN isfinite(${column}) THEN ${jsonNumber(column, type)} END`;
      return column;
    case 'parquet':
      return isKnownToParquet(type) ? column : textSql(column, type);
  }
}

function jsonNumber(column: string, type: string): string {
  return type === 'FLOAT' ? `CAST(CAST(${column} AS VARCHAR) AS DOUBLE)` : column;
}
