import type { Cell, DataColumn } from '../cell.ts';
import { quoteName } from './sql-text.ts';

/** What arrives as it is: JavaScript has a value for each. */
const plainTypes = new Set([
  'BOOLEAN',
  'TINYINT',
  'SMALLINT',
  'INTEGER',
  'UTINYINT',
  'USMALLINT',
  'UINTEGER',
  'DOUBLE',
]);
/** What can be of any length. */
const longTypes = /^(VARCHAR|JSON|BLOB|BIT|BIGNUM|VARIANT|GEOMETRY)\b/;

/** Whether values of a type hold others. */
export function isNestedType(type: string): boolean {
  return /^(STRUCT|MAP|UNION)\(/.test(type) || type.endsWith(']');
}

/** The text of a value, whole: JSON for what is nested, DuckDB's own for the rest. */
export function textSql(expression: string, type: string): string {
  if (type === 'VARCHAR') return expression;
  if (!isNestedType(type)) return `CAST(${expression} AS VARCHAR)`;
  const asText = replaceType(type, 'VARCHAR');
  // JSON has doubles only, and 0.1 as FLOAT is 0.10000000149011612 there.
  const exact =
    asText === type ? expression : `CAST(CAST(${expression} AS ${asText}) AS ${replaceType(type, 'DOUBLE')})`;
  return `CAST(to_json(${exact}) AS VARCHAR)`;
}

/** The same nested type with another one in place of FLOAT. Quoted names are left alone. */
function replaceType(type: string, replacement: string): string {
  return type.replaceAll(/("(?:[^"]|"")*"|'(?:[^']|'')*')|\bFLOAT\b/g, (found, quoted) =>
    quoted === undefined ? replacement : found,
  );
}

/** The select list that fetches columns as cells; {@link toCells} reads its rows. */
export function cellsSql(
  columns: readonly DataColumn[],
  maxCharacters: number,
  expressionOf: (column: DataColumn, position: number) => string = ({ name }) => quoteName(name),
): string {
  // Without names: a name could hide a column of the table from ORDER BY.
  return columns
    .flatMap((column, position) => cellSql(expressionOf(column, position), column.type, maxCharacters))
    .join(', ');
}

function cellSql(expression: string, type: string, maxCharacters: number): readonly string[] {
  if (plainTypes.has(type)) return [expression];
  // By way of its text, because 0.1 as FLOAT is 0.10000000149011612 as DOUBLE.
  if (type === 'FLOAT') return [`CAST(CAST(${expression} AS VARCHAR) AS DOUBLE)`];
  const text = textSql(expression, type);
  if (!isLong(type)) return [text];
  const length = type === 'BLOB' ? `octet_length(${expression})` : `length(${text})`;
  return [
    `left(${text}, ${maxCharacters})`,
    `CASE WHEN length(${text}) > ${maxCharacters} THEN CAST(${length} AS INTEGER) END`,
  ];
}

/** A row of {@link cellsSql} in its JSON form, as cells. */
export function toCells(columns: readonly DataColumn[], row: readonly unknown[]): readonly Cell[] {
  let next = 0;
  return columns.map(({ type }): Cell => {
    const value = toScalar(row[next++]);
    if (!isLong(type)) return value;
    const length = row[next++];
    return typeof length === 'number' ? { cut: String(value), length } : value;
  });
}

function isLong(type: string): boolean {
  return longTypes.test(type) || isNestedType(type);
}

function toScalar(value: unknown): string | number | boolean | null {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
