/** Types that a column can be told to have, in dlt's words. */
export const hintTypes = [
  'text',
  'bigint',
  'double',
  'decimal',
  'wei',
  'bool',
  'timestamp',
  'date',
  'time',
  'binary',
  'json',
] as const;
export type HintType = (typeof hintTypes)[number];
