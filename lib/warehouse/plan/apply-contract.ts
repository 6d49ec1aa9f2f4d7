import type { PackageContract, PackageResource } from '../../loads/manifest.ts';
import { pathKey, type PlannedColumn, type ResourcePlan, type TablePlan } from '../../schema/table-plan.ts';
import type { ContractMode } from '../../spec/schema-contract.ts';
import type { Catalog } from './table-tree.ts';

/** Something that the records bring and that the contract of their resource does not let in. */
export interface ContractBreach {
  readonly entity: keyof PackageContract;
  readonly mode: Exclude<ContractMode, 'evolve'>;
  readonly table: string;
  /** Absent: it is the table itself that must not be made. */
  readonly column?: PlannedColumn;
}

export interface ContractedPlan {
  /** Without what is not let in. */
  readonly plan: ResourcePlan;
  /** Tables that are not made, and those below them; parents first. */
  readonly leftOut: readonly TablePlan[];
  readonly breaches: readonly ContractBreach[];
}

/** Who makes no rule lets everything in. */
export const openContract: PackageContract = { tables: 'evolve', columns: 'evolve', data_type: 'evolve' };

/**
 * Takes out of a plan what the contract does not let in, by dlt's rules: a table that this load makes may have any
 * columns, and a column that was told is known.
 * @param isKnown whether a type was told for a column.
 */
export function applyContract(
  plan: ResourcePlan,
  { contract = openContract, is_full_refresh: isMadeAnew, rows }: PackageResource,
  catalog: Catalog,
  isKnown: (table: string, column: string) => boolean,
): ContractedPlan {
  // Without a record no table is made, so there is nothing to refuse.
  if (rows === 0) return { plan, leftOut: [], breaches: [] };
  const breaches: ContractBreach[] = [];
  const leftOut: TablePlan[] = [];
  const tables: TablePlan[] = [];
  for (const table of plan.tables) {
    const columnsBefore = isMadeAnew ? undefined : catalog.get(table.name);
    if (leftOut.some(({ name }) => name === table.parent)) {
      leftOut.push(table);
      continue;
    }
    const isNew = columnsBefore === undefined;
    if (isNew && !isMadeAnew && contract.tables !== 'evolve') {
      breaches.push({ entity: 'tables', mode: contract.tables, table: table.name });
      leftOut.push(table);
      continue;
    }
    const kept: PlannedColumn[] = [];
    const unwanted: PlannedColumn[] = [];
    for (const column of table.columns) {
      const entity = isVariant(column) ? 'data_type' : 'columns';
      const isThere = columnsBefore?.has(column.name) === true;
      const isFree = entity === 'columns' && (isNew || isKnown(table.name, column.name));
      const mode = isThere || isFree ? 'evolve' : contract[entity];
      if (mode === 'evolve') {
        kept.push(column);
        continue;
      }
      // No row has a value for it, so there is nothing to refuse.
      if (column.reads.length === 0) continue;
      breaches.push({ entity, mode, table: table.name, column });
      if (mode === 'discard_row' || mode === 'quarantine') unwanted.push(column);
    }
    tables.push({ ...table, columns: kept, ...(unwanted.length === 0 ? {} : { unwanted }) });
  }
  return { plan: { ...plan, tables }, leftOut, breaches };
}

/** A variant is claimed under another path than that of its value. */
function isVariant({ path, owner }: PlannedColumn): boolean {
  return pathKey(path) !== pathKey(owner);
}
