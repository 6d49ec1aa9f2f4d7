/** The tables of a source as they are in the warehouse. Keys are snake_case because `--json` prints it as it is. */
export interface SchemaDocument {
  readonly source: string;
  readonly dataset: string;
  /** Schemas in dlt's sense; usually one. */
  readonly schemas: readonly { readonly name: string; readonly version: number; readonly version_hash: string }[];
  /** Parents before their children. */
  readonly tables: readonly SchemaTable[];
}

export interface SchemaTable {
  readonly name: string;
  /** The table whose rows hold the lists that this one has the elements of; absent for a root table. */
  readonly parent?: string;
  readonly resource?: string;
  /** A child table goes with its root. */
  readonly write_disposition?: string;
  /** How it merges; absent for delete-insert, which is the usual way. */
  readonly merge_strategy?: string;
  readonly columns: readonly SchemaColumn[];
}

export interface SchemaColumn {
  readonly name: string;
  /** The warehouse's word: `TIMESTAMP WITH TIME ZONE`. */
  readonly type: string;
  /** dlt's word: `timestamp`; absent where the schema does not know the column. */
  readonly data_type?: string;
  readonly nullable: boolean;
  /** Other things that the schema says of it: `primary_key`, `unique`, `variant`, `precision`. Absent: nothing. */
  readonly hints?: Readonly<Record<string, unknown>>;
}
