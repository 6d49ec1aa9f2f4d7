/** One change of the shape of a dataset, as the load that made it noted it down. */
export interface SchemaChange {
  readonly change: 'create table' | 'drop table' | 'add column' | 'widen column' | 'contract';
  readonly table: string;
  /** Absent for a table as a whole. */
  readonly column?: string | undefined;
  /** dlt's word for the type that the column has now, or would have. */
  readonly dataType?: string | undefined;
  readonly previousType?: string | undefined;
  readonly resource?: string | undefined;
  /** Number of the exchange of the load that showed it first; absent where no record did. */
  readonly exchange?: number | undefined;
  /** Of a table that was made: its columns, those that loads add themselves left out. */
  readonly columns?: readonly MadeColumn[] | undefined;
  /** Of what a contract kept out: how, and how much. */
  readonly contract?: KeptOut | undefined;
}

export interface MadeColumn {
  readonly name: string;
  readonly data_type: string;
  /** See {@link SchemaChange}. */
  readonly exchange?: number;
}

export interface KeptOut {
  readonly mode: string;
  readonly entity: 'tables' | 'columns' | 'data_type';
  readonly rows?: number;
  readonly values?: number;
}

/** A change as it is read back. */
export interface StoredSchemaChange extends SchemaChange {
  readonly loadId: string;
  /** ISO instant of the load. */
  readonly insertedAt: string;
}
