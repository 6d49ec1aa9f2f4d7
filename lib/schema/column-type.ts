/**
 * What a column holds, in dlt's words; `hugeint` is dlt's `bigint` with a precision of 128 bits, and `other` is
 * a type that only the warehouse knows (a DATE or DECIMAL that another tool made): nothing is put into it unasked.
 */
export type ColumnType = 'text' | 'bigint' | 'hugeint' | 'double' | 'bool' | 'timestamp' | 'json' | 'other';

/** The word for a type in the name of a variant column, `price__v_text`. */
export function variantWord(type: ColumnType): string {
  return type === 'hugeint' ? 'bigint' : type;
}
