import type { DangoError } from '../../errors/dango-error.ts';
import type { ColumnType } from '../../schema/column-type.ts';
import type { ResourcePlan, TablePlan } from '../../schema/table-plan.ts';
import type { PackageResource } from '../../loads/manifest.ts';
import type { ContractBreach } from './apply-contract.ts';
import type { MergePlan } from './merge-plan.ts';
import type { ReplacedRows } from './replaced-rows.ts';

/** What a load will do to the shape of the dataset, and how each resource's rows go in. */
export interface LoadPlan {
  /** Resources whose rows cannot be loaded as they are, and why; the others load. */
  readonly refused: ReadonlyMap<string, DangoError>;
  /** Resources whose rows load while their saved cursor stays as it is. */
  readonly keepsCursor: ReadonlySet<string>;
  /** Why resources were refused whose records a contract does not let in, to be told with the first of them. */
  readonly frozen: readonly { readonly load: ResourceLoad; readonly breach: ContractBreach }[];
  readonly changes: readonly TableChange[];
  readonly resources: readonly ResourceLoad[];
}

export interface ResourceLoad {
  readonly resource: PackageResource;
  readonly plan: ResourcePlan;
  /** `discard`: all that came stays out, because the table must not be made. */
  readonly disposition: 'append' | 'replace' | 'merge' | 'discard';
  /** What the contract of the resource does not let in. */
  readonly breaches: readonly ContractBreach[];
  /** Tables that were planned and are not made; parents first. */
  readonly leftOut: readonly TablePlan[];
  /** Rows that go away before, because a range of an appending resource comes anew. Undefined: none. */
  readonly replacedRows?: ReplacedRows | undefined;
  /** Tables whose rows belong to rows of a table that was dropped by hand, and go. */
  readonly orphans: readonly string[];
  /** Column names of the primary key, in the root table. */
  readonly keyColumns: readonly string[];
  /** How its rows are merged. Absent: they are not. */
  readonly merge?: MergePlan | undefined;
  /** Columns of the root table that must have a value in each record, and what they are called in words. */
  readonly requiredColumns: readonly RequiredColumn[];
}

export interface RequiredColumn {
  readonly column: string;
  readonly role: 'primary key' | 'merge key' | 'column';
}

export type TableChange =
  /** Before it is made anew by a full refresh, with the types that the records have now. */
  | { readonly change: 'drop table'; readonly table: string }
  | { readonly change: 'create table'; readonly table: string; readonly columns: readonly NewColumn[] }
  | { readonly change: 'add column'; readonly table: string; readonly column: NewColumn }
  | {
      readonly change: 'widen column';
      readonly table: string;
      readonly column: string;
      readonly from: ColumnType;
      readonly to: ColumnType;
    };

export interface NewColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Only in a new table: DuckDB refuses to add such a column later. */
  readonly isRequired: boolean;
}
