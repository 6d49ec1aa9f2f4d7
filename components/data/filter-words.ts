import type { FilterOperator, RowCondition } from '#lib/index.ts';

/** The comparisons of a filter, in words, in the order in which they are offered. */
export const filterWords: Readonly<Record<FilterOperator, string>> = {
  contains: 'contains',
  'not-contains': 'does not contain',
  equals: 'is',
  'not-equals': 'is not',
  'starts-with': 'starts with',
  'ends-with': 'ends with',
  'less-than': '<',
  'less-or-equal': '≤',
  'greater-than': '>',
  'greater-or-equal': '≥',
  blank: 'is NULL',
  'not-blank': 'is not NULL',
};

/** Whether a comparison is with something. */
export function needsValue(operator: FilterOperator): boolean {
  return operator !== 'blank' && operator !== 'not-blank';
}

/** A filter as a person says it. */
export function filterText({ column, operator, value }: RowCondition): string {
  return needsValue(operator)
    ? `${column} ${filterWords[operator]} “${value ?? ''}”`
    : `${column} ${filterWords[operator]}`;
}
