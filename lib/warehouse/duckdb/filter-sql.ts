import { DangoError } from '../../errors/dango-error.ts';
import type { DataColumn } from '../cell.ts';
import type { RowCondition, RowFilter } from '../row-window.ts';
import { isNestedType, textSql } from './cell-sql.ts';
import { comparisonType } from './comparison-type.ts';
import { findColumn, type FoundTable } from './find-table.ts';
import type { Session } from './session.ts';
import { quoteName } from './sql-text.ts';

/** How a value gets into the SQL: as a parameter, or spelled out. */
type PutValue = (value: string) => string;

const comparisons = {
  equals: 'IS NOT DISTINCT FROM',
  'not-equals': 'IS DISTINCT FROM',
  'less-than': '<',
  'less-or-equal': '<=',
  'greater-than': '>',
  'greater-or-equal': '>=',
} as const;

const textTests = { contains: 'contains', 'starts-with': 'starts_with', 'ends-with': 'ends_with' } as const;

/** `WHERE …` with a leading blank, or nothing. Pure: values were checked before by {@link checkFilters}. */
export function whereSql(found: FoundTable, filters: readonly RowFilter[], put: PutValue): string {
  const parts = filters.map((filter) => filterSql(found, filter, put)).filter((part) => part !== '');
  return parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`;
}

function filterSql(found: FoundTable, filter: RowFilter, put: PutValue): string {
  const join = (conditions: readonly RowCondition[], word: string): string => {
    const parts = conditions.map((condition) => conditionSql(findColumn(found, condition.column), condition, put));
    return parts.length < 2 ? parts.join('') : `(${parts.join(` ${word} `)})`;
  };
  if ('any' in filter) return join(filter.any, 'OR');
  return join('all' in filter ? filter.all : [filter], 'AND');
}

function conditionSql({ name, type }: DataColumn, { operator, value = '' }: RowCondition, put: PutValue): string {
  const column = quoteName(name);
  switch (operator) {
    case 'blank':
      return `${column} IS NULL`;
    case 'not-blank':
      return `${column} IS NOT NULL`;
    case 'contains':
    case 'starts-with':
    case 'ends-with':
      return textTest(operator, column, type, put(value));
    case 'not-contains':
      return `${textTest('contains', column, type, put(value))} IS NOT TRUE`;
    case 'equals':
    case 'not-equals':
    case 'less-than':
    case 'less-or-equal':
    case 'greater-than':
    case 'greater-or-equal': {
      const left = isComparedAsText(type) ? textSql(column, type) : column;
      return `${left} ${comparisons[operator]} ${comparedValue(type, value, put)}`;
    }
  }
}

function textTest(operator: keyof typeof textTests, column: string, type: string, value: string): string {
  return `${textTests[operator]}(lower(${textSql(column, type)}), lower(${value}))`;
}

function comparedValue(type: string, value: string, put: PutValue): string {
  return isComparedAsText(type) ? put(value) : `CAST(${put(value)} AS ${comparisonType(type, value)})`;
}

function isComparedAsText(type: string): boolean {
  return isNestedType(type) || type === 'VARCHAR' || type === 'JSON' || type === 'VARIANT';
}

/**
 * Asks DuckDB whether each value is one of its column's type.
 * @throws DangoError `usage-invalid` for one that is not, or that is missing; `name-unknown`.
 */
export async function checkFilters(session: Session, found: FoundTable, filters: readonly RowFilter[]): Promise<void> {
  const conditions = filters.flatMap((filter) =>
    'any' in filter ? filter.any : 'all' in filter ? filter.all : [filter],
  );
  for (const { column, operator, value } of conditions) {
    const { name, type } = findColumn(found, column);
    if (operator === 'blank' || operator === 'not-blank') continue;
    if (value === undefined) {
      throw new DangoError(`The filter "${operator}" on column "${name}" has no value.`, {
        code: 'usage-invalid',
        hint: 'Give a value, or filter for blank.',
        context: { column: name },
      });
    }
    if (isComparedAsText(type) || !(operator in comparisons)) continue;
    const [row] = await session.rows(`SELECT TRY_CAST($1 AS ${comparisonType(type, value)}) IS NULL AS is_wrong`, [
      value,
    ]);
    if (row?.['is_wrong'] !== true) continue;
    throw new DangoError(`"${value}" is no value of column "${name}", which is ${type}.`, {
      code: 'usage-invalid',
      hint: `Write it as DuckDB does, such as ${exampleOf(type)}.`,
      context: { column: name, type, value },
    });
  }
}

function exampleOf(type: string): string {
  if (type === 'DATE') return '2024-01-31';
  if (type.startsWith('TIMESTAMP')) return '2024-01-31 12:00:00';
  if (type.startsWith('TIME')) return '12:00:00';
  if (type === 'BOOLEAN') return 'true';
  if (type === 'INTERVAL') return '1 day';
  if (type === 'UUID') return '00000000-0000-0000-0000-000000000000';
  if (type.startsWith('ENUM')) return type.slice(5, -1);
  return '12';
}
