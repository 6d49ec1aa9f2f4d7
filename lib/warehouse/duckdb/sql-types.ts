import type { ColumnType } from '../../schema/column-type.ts';
import type { ReadType } from '../../schema/read-type.ts';
import { quoteName } from './sql-text.ts';

const columnTypes: Readonly<Record<Exclude<ColumnType, 'other'>, string>> = {
  text: 'VARCHAR',
  bigint: 'BIGINT',
  hugeint: 'HUGEINT',
  double: 'DOUBLE',
  bool: 'BOOLEAN',
  timestamp: 'TIMESTAMP WITH TIME ZONE',
  json: 'JSON',
};

/** DuckDB's type for a column. A column of type `other` exists already and is never made. */
export function sqlColumnType(type: ColumnType): string {
  return type === 'other' ? 'VARCHAR' : columnTypes[type];
}

/** The reverse, from `information_schema`. */
export function columnTypeOf(sqlType: string): ColumnType {
  const match = Object.entries(columnTypes).find(([, name]) => name === sqlType);
  return match === undefined ? 'other' : (match[0] as ColumnType);
}

/** DuckDB's type for reading a value. */
export function sqlReadType(type: ReadType): string {
  if (type.kind === 'LIST') return `${sqlReadType(type.element)}[]`;
  if (type.kind !== 'STRUCT') return type.kind;
  return `STRUCT(${type.fields.map(([key, field]) => `${quoteName(key)} ${sqlReadType(field)}`).join(', ')})`;
}

/** The same as the structure that `from_json` takes. */
export function jsonStructure(type: ReadType): unknown {
  if (type.kind === 'LIST') return [jsonStructure(type.element)];
  if (type.kind !== 'STRUCT') return type.kind;
  return Object.fromEntries(type.fields.map(([key, field]) => [key, jsonStructure(field)]));
}
