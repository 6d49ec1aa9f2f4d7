import { rowOrigin } from '../../loads/row-id.ts';

/** Where a person finds the record that a row id stands for. */
export function describeOrigin(id: string): string {
  const origin = rowOrigin(id);
  if (origin === undefined) return `row ${id}`;
  return `record ${origin.position + 1} of exchange ${origin.exchange} in exchanges.ndjson of the load package`;
}
