/**
 * What becomes of records that want to change the shape of the tables: the shape follows, the resource is refused, the
 * row is left out, only the value is, or the row is put aside with the reason.
 */
export const contractModes = ['evolve', 'freeze', 'discard_row', 'discard_value', 'quarantine'] as const;
/** Those that dlt has. */
export const dltContractModes = ['evolve', 'freeze', 'discard_row', 'discard_value'] as const;
export type ContractMode = (typeof contractModes)[number];

/** What the tables of a resource may become. */
export interface SchemaContract {
  /** Tables that are not there yet. */
  readonly tables: ContractMode;
  /** Columns that a table does not have yet; a new table may have any. */
  readonly columns: ContractMode;
  /** Values that do not fit the type of their column. */
  readonly dataType: ContractMode;
}

/** One word for all, or a word for some; for the others `evolve`. */
export function toSchemaContract(given: ContractMode | Partial<SchemaContract>): SchemaContract {
  if (typeof given === 'string') return { tables: given, columns: given, dataType: given };
  const { tables = 'evolve', columns = 'evolve', dataType = 'evolve' } = given;
  return { tables, columns, dataType };
}
