import type { PlannedColumn } from '../../schema/table-plan.ts';
import type { ContractBreach } from './apply-contract.ts';

/** The columns for which a mode keeps whole rows out of a table; none where it is the table that must not be made. */
export function columnsOfRows(
  breaches: readonly ContractBreach[],
  table: string,
  mode: ContractBreach['mode'],
): readonly PlannedColumn[] {
  return breaches.flatMap((breach) =>
    breach.table === table && breach.mode === mode && breach.column !== undefined ? [breach.column] : [],
  );
}
