import { DangoError } from '../../errors/dango-error.ts';
import type { DataColumn } from '../cell.ts';
import type { RowsAnswer, RowSelection, RowWindow } from '../row-window.ts';
import { cellsSql, toCells } from './cell-sql.ts';
import { checkFilters, whereSql } from './filter-sql.ts';
import { findColumn, findTable, type FoundTable } from './find-table.ts';
import { warehouseGeneration } from './generation.ts';
import { RowOrders, type RowOrder } from './row-orders.ts';
import type { Session } from './session.ts';
import { qualify, quoteName, quoteText } from './sql-text.ts';

const maxLimit = 500;
/** Characters of a text that a window shows. */
const shownCharacters = 300;

const orders = new RowOrders();

/**
 * Rows of a table from `offset` on. Unsorted they come as they are stored. Where they are sorted, equal ones come as
 * they are stored too, so that windows beside each other miss no row and repeat none.
 * @throws DangoError `name-unknown`, `usage-invalid`.
 */
export async function readWindow(session: Session, file: string, window: RowWindow): Promise<RowsAnswer> {
  checkWindow(window);
  const { filters = [], sort = [] } = window;
  const generation = warehouseGeneration(file);
  const found = await findTable(session, window);
  const columns = chooseColumns(found, window);
  await checkFilters(session, found, filters);
  const question: Question = { session, file, generation, found, columns, window };
  const isByNumber = sort.length > 0 && found.hasRowId;
  const { numbered, isEnd } = isByNumber ? await readSorted(question) : await readStored(question);
  return {
    columns,
    rows: numbered.map(([, ...row]) => toCells(columns, row)),
    rowIds: found.hasRowId ? numbered.map(([rowId]) => String(rowId)) : [],
    generation,
    isEnd,
    sql: shownSql(found, window),
  };
}

interface Question {
  readonly session: Session;
  readonly file: string;
  readonly generation: string;
  readonly found: FoundTable;
  readonly columns: readonly DataColumn[];
  readonly window: RowWindow;
}

/** Rows with their numbers in front. */
interface NumberedRows {
  readonly numbered: readonly (readonly unknown[])[];
  readonly isEnd: boolean;
}

/** As stored, and whatever has no row numbers. An offset costs little here: DuckDB passes over whole blocks. */
async function readStored({ session, found, columns, window }: Question): Promise<NumberedRows> {
  const { where, values } = withParameters(found, window);
  const rows = await session.rowArrays(
    `SELECT ${found.hasRowId ? 'CAST(rowid AS VARCHAR)' : 'NULL'}, ${cellsSql(columns, shownCharacters)}
     FROM ${found.sql}${where}${orderSql(found, window)} LIMIT ${window.limit + 1} OFFSET ${window.offset}`,
    values,
  );
  return { numbered: rows.slice(0, window.limit), isEnd: rows.length <= window.limit };
}

/** First the numbers of the rows, in order, then these rows: sorting whole rows takes a hundred times as long. */
async function readSorted(question: Question): Promise<NumberedRows> {
  const { session, found, columns } = question;
  const { ids, isEnd } = await sortedIds(question);
  if (ids.length === 0) return { numbered: [], isEnd };
  const rows = await session.rowArrays(
    `SELECT CAST(rowid AS VARCHAR), ${cellsSql(columns, shownCharacters)} FROM ${found.sql} WHERE rowid IN (${ids.join(', ')})`,
  );
  const byId = new Map(rows.map((row) => [String(row[0]), row]));
  return { numbered: ids.map((id) => byId.get(id) ?? []), isEnd };
}

async function sortedIds(question: Question): Promise<{ readonly ids: readonly string[]; readonly isEnd: boolean }> {
  const { session, file, generation, found, window } = question;
  const { offset, limit, sort, filters } = window;
  const key = JSON.stringify([found.dataset, found.table, sort, filters ?? []]);
  let order = orders.find(file, generation, key);
  if (order === undefined && offset === 0) {
    const { where, values } = withParameters(found, window);
    const rows = await session.rowArrays(
      `SELECT CAST(rowid AS VARCHAR) FROM ${found.sql}${where}${orderSql(found, window)} LIMIT ${limit + 1}`,
      values,
    );
    return { ids: rows.slice(0, limit).map(([id]) => String(id)), isEnd: rows.length <= limit };
  }
  if (order === undefined) {
    order = await readOrder(question);
    orders.keep(file, generation, key, order);
  }
  const end = offset + limit;
  return { ids: Array.from(order.subarray(offset, end), String), isEnd: end >= order.length };
}

async function readOrder({ session, found, window }: Question): Promise<RowOrder> {
  const [row] = await session.rows(`SELECT max(rowid) < 4294967296 AS is_short FROM ${found.sql}`);
  const { where, values } = withParameters(found, window);
  const type = row?.['is_short'] === false ? 'BIGINT' : 'UINTEGER';
  return await session.numbers(
    `SELECT CAST(rowid AS ${type}) FROM ${found.sql}${where}${orderSql(found, window)}`,
    type,
    values,
  );
}

/** `WHERE …` with `$1, $2 …`, and the values for them. */
export function withParameters(
  found: FoundTable,
  { filters = [] }: RowSelection,
): { readonly where: string; readonly values: readonly string[] } {
  const values: string[] = [];
  const where = whereSql(found, filters, (value) => `CAST($${values.push(value)} AS VARCHAR)`);
  return { where, values };
}

/** `ORDER BY …` with a leading blank, or nothing. What is equal keeps the stored order. */
export function orderSql(found: FoundTable, { sort = [] }: RowSelection): string {
  if (sort.length === 0) return '';
  const keys = sort.map(({ column, direction }) => {
    return `${quoteName(findColumn(found, column).name)} ${direction === 'descending' ? 'DESC' : 'ASC'} NULLS LAST`;
  });
  const ties = found.hasRowId ? ['rowid'] : found.columns.map(({ name }) => `${quoteName(name)} NULLS LAST`);
  return ` ORDER BY ${[...keys, ...ties].join(', ')}`;
}

/** @throws DangoError `name-unknown`. */
export function chooseColumns(found: FoundTable, { columns }: RowSelection): readonly DataColumn[] {
  return columns === undefined ? found.columns : columns.map((name) => findColumn(found, name));
}

function shownSql(found: FoundTable, window: RowWindow): string {
  const { columns, filters = [], sort = [], limit, offset } = window;
  const list =
    columns === undefined || columns.length === 0
      ? '*'
      : chooseColumns(found, window)
          .map(({ name }) => quoteName(name))
          .join(', ');
  const keys = sort.map(({ column, direction }) => {
    return `${quoteName(findColumn(found, column).name)} ${direction === 'descending' ? 'DESC' : 'ASC'} NULLS LAST`;
  });
  return [
    `SELECT ${list}`,
    `FROM ${qualify(found.dataset, found.table)}`,
    ...(filters.length === 0 ? [] : [whereSql(found, filters, quoteText).trim()]),
    ...(keys.length === 0 ? [] : [`ORDER BY ${keys.join(', ')}${found.hasRowId ? ', rowid' : ''}`]),
    `LIMIT ${limit}${offset === 0 ? '' : ` OFFSET ${offset}`}`,
  ].join('\n');
}

function checkWindow({ offset, limit }: RowWindow): void {
  if (Number.isSafeInteger(offset) && offset >= 0 && Number.isInteger(limit) && limit >= 1 && limit <= maxLimit) return;
  throw new DangoError(`A window of ${limit} rows from ${offset} on cannot be read.`, {
    code: 'usage-invalid',
    hint: `Ask for 1 to ${maxLimit} rows, from 0 on.`,
    context: { offset, limit },
  });
}
