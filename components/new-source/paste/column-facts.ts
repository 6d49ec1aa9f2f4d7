import type { PreviewTable } from '#lib/index.ts';

/** What the rows that are shown say of a column: the evidence of its type. */
export function columnEvidence({ rows, columns, rowCount }: PreviewTable, name: string): string {
  const place = columns.findIndex((column) => column.name === name);
  const values = rows.map((row) => row[place]).filter((value) => value !== null && value !== undefined);
  const of = rows.length === rowCount ? `${rows.length}` : `the first ${rows.length}`;
  if (values.length === 0) return `No value in ${of} rows, so the type is open.`;
  const [first] = values;
  const example = typeof first === 'string' ? first : JSON.stringify(first);
  const shown = example.length > 40 ? `${example.slice(0, 39)}…` : example;
  const where = values.length === rows.length ? `each of ${of} rows` : `${values.length} of ${of} rows`;
  return `A value in ${where}, such as ${shown}`;
}

/** True where every row has a value: then the type is as sure as rows can make it. */
export function isFilled({ rows, columns }: PreviewTable, name: string): boolean {
  const place = columns.findIndex((column) => column.name === name);
  return rows.length > 0 && rows.every((row) => row[place] !== null && row[place] !== undefined);
}

/** Words of sources.yml for the types that a person can choose. */
export const columnTypes = [
  'text',
  'bigint',
  'double',
  'decimal',
  'bool',
  'timestamp',
  'date',
  'time',
  'json',
] as const;
