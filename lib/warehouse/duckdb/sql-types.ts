import type { ColumnType, OpenType, StrictType } from '../../schema/column-type.ts';
import type { ReadType } from '../../schema/read-type.ts';
import { quoteName } from './sql-text.ts';

const columnTypes: Readonly<Record<OpenType | Exclude<StrictType, `decimal(${string}`>, string>> = {
  text: 'VARCHAR',
  bigint: 'BIGINT',
  hugeint: 'HUGEINT',
  double: 'DOUBLE',
  bool: 'BOOLEAN',
  timestamp: 'TIMESTAMP WITH TIME ZONE',
  json: 'JSON',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  integer: 'INTEGER',
  date: 'DATE',
  time: 'TIME',
  timestamp_s: 'TIMESTAMP_S',
  timestamp_ms: 'TIMESTAMP_MS',
  timestamp_us: 'TIMESTAMP',
  timestamp_ns: 'TIMESTAMP_NS',
  binary: 'BLOB',
};

/** DuckDB's type for a column. A column of type `other` exists already and is never made. */
export function sqlColumnType(type: ColumnType): string {
  if (type === 'other') return 'VARCHAR';
  return isDecimal(type) ? type.toUpperCase() : columnTypes[type];
}

/** The reverse, from `information_schema`. */
export function columnTypeOf(sqlType: string): ColumnType {
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(sqlType) ?? [];
  if (precision !== undefined) return `decimal(${Number(precision)},${Number(scale)})`;
  const match = Object.entries(columnTypes).find(([, name]) => name === sqlType);
  return match === undefined ? 'other' : (match[0] as ColumnType);
}

function isDecimal(type: ColumnType): type is `decimal(${number},${number})` {
  return type.startsWith('decimal(');
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
