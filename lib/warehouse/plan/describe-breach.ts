import type { ContractBreach } from './apply-contract.ts';

/** What a record would have changed, as a part of a sentence. */
export function describeBreach({ table, column, entity }: Omit<ContractBreach, 'mode'>): string {
  if (column === undefined) return `it would make table ${table}`;
  const field = column.path.length === 0 ? 'value' : column.path.join('.');
  if (entity === 'columns') return `field ${field} would make column ${column.name} of table ${table}`;
  return `field ${field} has values that do not fit its column and would make column ${column.name} (${column.type}) of table ${table}`;
}
