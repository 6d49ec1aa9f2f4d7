/** Types that a column can be told to have. */
export const hintTypes = ['text', 'bigint', 'double', 'bool', 'timestamp', 'json'] as const;
export type HintType = (typeof hintTypes)[number];
