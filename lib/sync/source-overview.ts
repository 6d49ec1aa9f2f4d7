import type { PendingPackage } from './pending-packages.ts';
import type { SavedCursor } from './saved-cursors.ts';

/** What `dango show` tells of a source: cursors, loads, tables. */
export interface SourceOverview {
  readonly source: string;
  readonly pipeline_name: string;
  readonly dataset: string;
  readonly warehouse: string;
  /** Version of the saved state; 0 when there is none. */
  readonly state_version: number;
  readonly cursors: readonly SavedCursor[];
  /** Newest first. */
  readonly loads: readonly { readonly load_id: string; readonly inserted_at: string; readonly status: number }[];
  /** Packages on disk that are not in the warehouse. */
  readonly pending: readonly PendingPackage[];
  readonly tables: readonly {
    readonly name: string;
    readonly rows: number;
    readonly columns: readonly { readonly name: string; readonly type: string }[];
  }[];
}
