import { usualDecimal, type TypeHint } from '../spec/type-hint.ts';

/** Types of columns that take any value of their kind, or widen to it. */
export type OpenType = 'text' | 'bigint' | 'hugeint' | 'double' | 'bool' | 'timestamp' | 'json';

/**
 * Types that values of their kind may not fit: they are told for a column, or another tool made it, and it keeps them.
 * `timestamp_us` and its neighbours are instants in UTC without time zone.
 */
export type StrictType =
  | 'tinyint'
  | 'smallint'
  | 'integer'
  | `decimal(${number},${number})`
  | 'date'
  | 'time'
  | 'timestamp_s'
  | 'timestamp_ms'
  | 'timestamp_us'
  | 'timestamp_ns'
  | 'binary';

/**
 * What a column holds, in dlt's words; `hugeint` is dlt's `bigint` with a precision of 128 bits, and `other` is
 * a type that only the warehouse knows (an INTERVAL that another tool made): nothing is put into it unasked.
 */
export type ColumnType = OpenType | StrictType | 'other';

const openTypes: ReadonlySet<string> = new Set<OpenType>([
  'text',
  'bigint',
  'hugeint',
  'double',
  'bool',
  'timestamp',
  'json',
]);

/** Whether a value of a column's kind may not fit into it. */
export function isStrictType(type: ColumnType): type is StrictType {
  return type !== 'other' && !openTypes.has(type);
}

/** The word for a type in the name of a variant column, `price__v_text`. */
export function variantWord(type: ColumnType): string {
  return type === 'hugeint' ? 'bigint' : type;
}

/** The type that a column is made with where it is told so, as dlt makes it in DuckDB. */
export function columnTypeOfHint({ type, precision, scale, timezone }: TypeHint): ColumnType {
  switch (type) {
    case 'bigint':
      return integerType(precision ?? 64);
    case 'decimal':
      return `decimal(${precision ?? usualDecimal.precision},${scale ?? usualDecimal.scale})`;
    case 'wei':
      return 'decimal(38,0)';
    case 'timestamp':
      return timezone === false ? localTimestamp(precision ?? 6) : 'timestamp';
    case 'text':
    case 'double':
    case 'bool':
    case 'date':
    case 'time':
    case 'binary':
    case 'json':
      return type;
  }
}

function integerType(bits: number): ColumnType {
  if (bits <= 8) return 'tinyint';
  if (bits <= 16) return 'smallint';
  if (bits <= 32) return 'integer';
  return bits <= 64 ? 'bigint' : 'hugeint';
}

function localTimestamp(digits: number): ColumnType {
  if (digits === 0) return 'timestamp_s';
  if (digits <= 3) return 'timestamp_ms';
  return digits <= 6 ? 'timestamp_us' : 'timestamp_ns';
}
