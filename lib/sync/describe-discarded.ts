import type { DiscardedValues } from '../warehouse/destination.ts';

const things = { tables: 'tables', columns: 'columns', data_type: 'data types' } as const;

/** What a person is told of values that a contract kept out. */
export function describeDiscarded(discarded: DiscardedValues): {
  readonly resource: string;
  readonly message: string;
  readonly hint: string;
} {
  const { resource, table, column, entity, count, isQuarantined, reasons = [] } = discarded;
  const entities = reasons.length === 0 ? [entity] : [...new Set(reasons.map((reason) => reason.entity))];
  const place = column === undefined ? `table ${table}` : `column ${column} of table ${table}`;
  const what = isQuarantined === true ? 'put aside in _dango_quarantine' : 'left out';
  const subject = `${amount(count, column === undefined ? 'row' : 'value')} for ${place} ${count === 1 ? 'was' : 'were'}`;
  return {
    resource,
    message: `${subject} ${what}: the contract of ${resource} lets no new ${entities.map((one) => things[one]).join(' and ')} in${reasonsOf(discarded)}.`,
    hint: `Set ${entities.join(' and ')} of schema_contract to evolve to load them.`,
  };
}

/** Told where there is more than one: a row may have several, so they add up to more than the rows. */
function reasonsOf({ reasons = [] }: DiscardedValues): string {
  if (reasons.length < 2) return '';
  return ` (${reasons.map(({ column, count }) => `${amount(count, 'row')} for ${column}`).join(', ')})`;
}

function amount(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
