/** What a condition can ask of a field. */
export const conditionOperators = [
  'equals',
  'not_equals',
  'less_than',
  'at_most',
  'greater_than',
  'at_least',
  'in',
  'not_in',
  'contains',
  'starts_with',
  'ends_with',
  'exists',
  'missing',
] as const;
export type ConditionOperator = (typeof conditionOperators)[number];

/** What `map` can make of a value. */
export const valueChanges = [
  'text',
  'number',
  'integer',
  'boolean',
  'instant',
  'json',
  'lower',
  'upper',
  'trim',
  'null_if_empty',
] as const;
export type ValueChange = (typeof valueChanges)[number];
