import type { FilterOperator, RowCondition, RowFilter } from '#lib/index.ts';

/** One condition as the grid's filter for texts says it. */
interface GridCondition {
  readonly type?: string | null;
  readonly filter?: string | number | null;
}

/** A column's filter: one condition, or several joined by AND or OR. */
export interface GridFilter extends GridCondition {
  readonly operator?: 'AND' | 'OR';
  readonly conditions?: readonly GridCondition[];
}

const operators: Readonly<Record<string, FilterOperator>> = {
  equals: 'equals',
  notEqual: 'not-equals',
  contains: 'contains',
  notContains: 'not-contains',
  startsWith: 'starts-with',
  endsWith: 'ends-with',
  lessThan: 'less-than',
  lessThanOrEqual: 'less-or-equal',
  greaterThan: 'greater-than',
  greaterThanOrEqual: 'greater-or-equal',
  blank: 'blank',
  notBlank: 'not-blank',
};

/** What the grid offers for every column, in the order in which it is shown. */
export const filterOptions: readonly { readonly name: string; readonly label: string; readonly inputs: 0 | 1 }[] = [
  { name: 'contains', label: 'contains', inputs: 1 },
  { name: 'notContains', label: 'does not contain', inputs: 1 },
  { name: 'equals', label: 'equals', inputs: 1 },
  { name: 'notEqual', label: 'does not equal', inputs: 1 },
  { name: 'startsWith', label: 'begins with', inputs: 1 },
  { name: 'endsWith', label: 'ends with', inputs: 1 },
  { name: 'lessThan', label: 'is less than', inputs: 1 },
  { name: 'lessThanOrEqual', label: 'is at most', inputs: 1 },
  { name: 'greaterThan', label: 'is greater than', inputs: 1 },
  { name: 'greaterThanOrEqual', label: 'is at least', inputs: 1 },
  { name: 'blank', label: 'is NULL', inputs: 0 },
  { name: 'notBlank', label: 'is not NULL', inputs: 0 },
];

/** The grid's filters by column, in the engine's words. */
export function toRowFilters(model: Readonly<Record<string, GridFilter>>): RowFilter[] {
  return Object.entries(model).flatMap(([column, filter]): RowFilter[] => {
    const conditions = (filter.conditions ?? [filter]).flatMap((condition) => toCondition(column, condition));
    if (conditions.length < 2) return conditions;
    return filter.operator === 'OR' ? [{ any: conditions }] : [{ all: conditions }];
  });
}

function toCondition(column: string, { type, filter }: GridCondition): RowCondition[] {
  const operator = operators[type ?? ''];
  if (operator === undefined) return [];
  if (operator === 'blank' || operator === 'not-blank') return [{ column, operator }];
  return [{ column, operator, value: String(filter ?? '') }];
}
