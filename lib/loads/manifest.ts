import { DangoError } from '../errors/dango-error.ts';
import type { TypeTreeJson } from '../schema/type-tree-json.ts';
import { parseExact } from '../util/exact-json.ts';
import type { JsonObject, JsonValue } from '../spec/json-value.ts';
import type { HintType } from '../spec/hint-type.ts';
import type { TypeHint } from '../spec/type-hint.ts';
import type { MergeStrategy } from '../spec/merge-options.ts';
import type { ContractMode } from '../spec/schema-contract.ts';
import type { WriteDisposition } from '../spec/rest-source.ts';

/** Version of the package's layout. A reader brings an older one forward and refuses a newer one. */
export const packageFormat = 3;

/** Each entry brings a manifest from the format of its place, counted from 1, to the next one. Never change one that was released. */
const migrations: readonly ((manifest: PackageManifest) => PackageManifest)[] = [
  // What may be lost was not asked then; the usual share holds.
  (manifest) => manifest,
  // No source had a state, no list a table of its own, and the type of a column was a word. Who does not know of them would
  // load the rows and lose what was remembered with them.
  (manifest) => manifest,
];

/** What a sealed package says about itself. Written last; without it a package does not exist. */
export interface PackageManifest {
  readonly format: number;
  readonly load_id: string;
  /** Id of the package that this one was put aside from: the ids of its rows begin as they did there. Absent: of none. */
  readonly split_from?: string | undefined;
  readonly run_id: string;
  /** Name in sources.yml, or the script that ran. */
  readonly source: string;
  readonly pipeline_name: string;
  /** Name of dlt's schema, in `_dlt_loads` and `_dlt_version`. */
  readonly schema_name: string;
  readonly dataset: string;
  /** ISO instant. */
  readonly created_at: string;
  /** Version of the saved state that the extraction started from; 0 where none was saved. */
  readonly based_on: number;
  /** False for samples: rows are loaded, cursors stay. */
  readonly saves_state: boolean;
  /** The range of the cursors that was asked for. Absent: what was new. */
  readonly range?: { readonly since?: string | undefined; readonly until?: string | undefined } | undefined;
  readonly resources: readonly PackageResource[];
}

/** One root table's worth of records. A resource whose records name their tables has one for each. */
export interface PackageResource {
  readonly name: string;
  readonly table: string;
  /** True where each record names its table: what replaces takes the place of all that the resource ever filled. */
  readonly has_table_per_row?: boolean;
  /** True where its records are the elements of a list in those of the resource, with a table of their own. */
  readonly is_list?: boolean;
  /** Name of the resource whose records this one was read for; null for none. */
  readonly parent: string | null;
  readonly write_disposition: WriteDisposition;
  readonly primary_key: readonly string[];
  /** Fields whose values name the rows that all go away when new ones with such a value come. Absent: none. */
  readonly merge_key?: readonly string[] | undefined;
  /** How it merges. Absent: by `delete-insert`, each key once. */
  readonly merge?: PackageMerge | undefined;
  /** True when the rows of before go away whatever the disposition says. */
  readonly is_full_refresh: boolean;
  /** True where the rows of a full refresh are only the first ones, and further packages bring the others. */
  readonly is_continued?: boolean;
  readonly rows: number;
  /** Bytes of the longest line; DuckDB must be told of lines beyond 16 MiB. */
  readonly longest_line: number;
  /** File names within the package, in order. */
  readonly files: readonly string[];
  readonly types: TypeTreeJson;
  /** Types that columns of the root table are made with, by column. Absent: none is told. */
  readonly columns?: ColumnTypes | undefined;
  /** The same for child tables, by what their names have behind that of the root table. Absent: none is told. */
  readonly nested_columns?: Readonly<Record<string, ColumnTypes>> | undefined;
  /** What columns of the root table mean, by their names. Absent: nothing is told. */
  readonly column_roles?: Readonly<Record<string, ColumnRole>> | undefined;
  /** What becomes of fields that never had a value. Absent: they get no column. */
  readonly null_columns?: 'text' | undefined;
  /** What its tables may become. Absent: anything. */
  readonly contract?: PackageContract | undefined;
  /**
   * Share of a table's rows that may go away when they are replaced, 0 to 1; with 1 all of them may. Absent: the usual
   * one, see `usualMaxReplaceLoss`.
   */
  readonly max_loss?: number;
  /** Rows of before that go away in the same transaction, because their range comes anew. Absent: none. */
  readonly replaced_range?: ReplacedRange | undefined;
  /** The cursor after this package, in dlt's form; null where the resource has none. */
  readonly incremental: Readonly<Record<string, IncrementalState>> | null;
  /** What the resource itself keeps beside its cursors, after this package. Absent: as it was saved. */
  readonly state?: JsonObject;
  /** What the resource wrote into the state of its source. Absent: nothing. */
  readonly source_state?: readonly SourceStateChange[];
}

/** A key of the state of a source. */
export interface SourceStateChange {
  readonly key: string;
  /** Orders the writes of all resources; the greatest one of a key counts. */
  readonly at: number;
  /** Absent: the key is gone. */
  readonly value?: JsonValue;
}

/** See `SchemaContract`. */
export interface PackageContract {
  readonly tables: ContractMode;
  readonly columns: ContractMode;
  readonly data_type: ContractMode;
}

/** See `MergeOptions`. */
export interface PackageMerge {
  readonly strategy: MergeStrategy;
  readonly deduplicated?: boolean;
  readonly validity_column_names?: readonly [from: string, to: string];
  readonly active_record_timestamp?: string;
  readonly boundary_timestamp?: string;
  readonly row_version_column_name?: string;
}

/** See `ColumnHint`. */
export interface ColumnRole {
  /** A null refuses the resource. */
  readonly nullable?: false;
  readonly hard_delete?: true;
  readonly dedup_sort?: 'asc' | 'desc';
}

/** Types of columns, by their names; a word alone where that is all that is told. */
export type ColumnTypes = Readonly<Record<string, HintType | TypeHint>>;

/** A range of a cursor, as it decided over the records. */
export interface ReplacedRange {
  /** Keys that lead from a record to the cursor's value. */
  readonly path: readonly string[];
  /** Null: no bound. */
  readonly start: string | number | bigint | null;
  readonly end: string | number | bigint | null;
  /** Whether a record at the bound itself was left out (start), or taken (end). */
  readonly is_start_open: boolean;
  readonly is_end_closed: boolean;
}

/** One cursor as dlt saves it under `resources.<name>.incremental.<cursor_path>`. */
export interface IncrementalState {
  readonly initial_value: unknown;
  readonly last_value: unknown;
  /** Hashes of the rows at `last_value`, so that they are not loaded again. */
  readonly unique_hashes: readonly string[];
  /**
   * Where each record of the parent has its own cursor: the last value and the hashes there, by what its requests are
   * filled with. `last_value` is then the lowest of them. Not a key of dlt, which leaves it alone.
   */
  readonly parents?: Readonly<Record<string, readonly unknown[]>>;
}

/**
 * Reads a manifest's text, in the form of today whatever its format was. @throws DangoError `package-invalid` for a
 * damaged or newer one.
 */
export function parseManifest(text: string, folder: string): PackageManifest {
  let manifest: PackageManifest;
  try {
    manifest = parseExact(text) as PackageManifest;
  } catch (cause) {
    throw new DangoError(`The manifest of load package ${folder} is not readable.`, {
      code: 'package-invalid',
      hint: `Move the folder ${folder} out of .dango/loads and sync again; the cursor has not moved.`,
      cause,
    });
  }
  const { format } = manifest;
  if (!Number.isInteger(format) || format < 1 || format > packageFormat) {
    throw new DangoError(
      `Load package ${folder} was written by a newer Dango (format ${String(format)}, this one reads up to ${packageFormat}).`,
      { code: 'package-invalid', hint: 'Upgrade dango, then sync again.' },
    );
  }
  const current = migrations.slice(format - 1).reduce((older, migrate) => migrate(older), manifest);
  return { ...current, format: packageFormat };
}
