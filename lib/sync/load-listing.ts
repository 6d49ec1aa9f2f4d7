import type { HeldKind, PackageState } from '../loads/package-folder.ts';
import type { PlannedChange } from './sync-report.ts';

/** A load package in a list. Keys are snake_case because `--json` prints it as it is. */
export interface LoadListing {
  readonly load_id: string;
  /** The source's name, or `script <pipeline>`. */
  readonly source: string;
  readonly state: PackageState;
  /** Why a held one waits, for programs and for people. */
  readonly kind?: HeldKind;
  readonly reason?: string;
  /** ISO 8601, UTC: when it was begun. */
  readonly created_at: string;
  /** What it takes on the disk. */
  readonly bytes: number;
  /** Absent until it is complete, and where its manifest cannot be read. */
  readonly dataset?: string;
  /** Records in it, or that it had before it was loaded or discarded. */
  readonly rows?: number;
}

/** A load package as a whole. */
export interface LoadDescription extends LoadListing {
  readonly run_id?: string;
  readonly resources: readonly {
    readonly name: string;
    readonly table: string;
    readonly write_disposition: string;
    readonly rows: number;
    readonly is_full_refresh: boolean;
  }[];
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** What a load of it would do to the warehouse as it is now. Absent unless it waits. */
  readonly plan?: readonly PlannedChange[];
  /** Resources that a load would leave out, and why. Absent: none. */
  readonly refused?: readonly { readonly resource: string; readonly message: string }[];
  /** Why it would not load any more. Absent where it would. */
  readonly outdated?: string;
}
