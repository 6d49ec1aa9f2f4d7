import type { DiscardedValues } from '../warehouse/destination.ts';

/** What a person is told of values that a contract kept out. */
export function describeDiscarded({ resource, table, column, entity, count, isQuarantined }: DiscardedValues): {
  readonly resource: string;
  readonly message: string;
  readonly hint: string;
} {
  const things = { tables: 'tables', columns: 'columns', data_type: 'data types' }[entity];
  const amount = `${count} ${column === undefined ? 'row' : 'value'}${count === 1 ? '' : 's'}`;
  const place = column === undefined ? `table ${table}` : `column ${column} of table ${table}`;
  return {
    resource,
    message: `${amount} for ${place} ${count === 1 ? 'was' : 'were'} ${isQuarantined ? 'put aside in _dango_quarantine' : 'left out'}: the contract of ${resource} lets no new ${things} in.`,
    hint: `Set ${entity} of schema_contract to evolve to load them.`,
  };
}
