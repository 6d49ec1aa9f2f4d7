import type { QueryResult } from '../../lib/index.ts';
import { printable } from './printable.ts';
import { formatAmount } from './quantities.ts';
import { renderTable, type TableOptions } from './table.ts';
import { valueText } from './value-text.ts';

const numericTypes = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|DOUBLE|FLOAT|DECIMAL)\b/;

/** A query's answer as an aligned table, numbers to the right, with the number of rows below. */
export function renderQueryTable({ columns, rows }: QueryResult, options: TableOptions): string {
  if (columns.length === 0) return '';
  const titles = columns.map(({ name, type }) => ({
    title: printable(name),
    align: numericTypes.test(type) ? ('right' as const) : ('left' as const),
  }));
  const cells = rows.map((row) => row.map((value) => (value === null ? 'NULL' : printable(valueText(value)))));
  return `${renderTable(titles, cells, options)}\n${options.paint('dim', formatAmount(rows.length, 'row'))}\n`;
}

/** A query's answer as RFC 4180 lines with a title line. NULL is an empty field, an empty text is `""`. */
export function renderCsv({ columns, rows }: QueryResult): string {
  const lines = [columns.map(({ name }) => quote(name)), ...rows.map((row) => row.map(csvField))];
  return lines.map((fields) => `${fields.join(',')}\n`).join('');
}

/** A query's answer as one object per row. Of two columns with one name, the last one stays. */
export function toRowObjects({ columns, rows }: QueryResult): readonly Readonly<Record<string, unknown>>[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
}

function csvField(value: unknown): string {
  if (value === null || value === undefined) return '';
  return value === '' ? '""' : quote(valueText(value));
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
