import { basename } from 'node:path';
import { recordIdOf } from './lineage-file.ts';
import { readManifest } from './package-folder.ts';
import { encodeOrdinal, rowIdPrefix, rowOrigin, type RowOrigin } from './row-id.ts';

/** A root row whose exchange is asked for. */
export interface OriginQuestion {
  readonly table: string;
  /** Its `_dlt_id`; that of a child row where that begins with it. */
  readonly rowId: string;
  /** Absolute path of the package that brought it as it is now; it may be gone. */
  readonly folder: string;
}

/**
 * The exchange that a row came in, and its place there; undefined for a row that Dango has not loaded, and for one that
 * kept the id of an earlier row where the package is gone.
 */
export function findOrigin({ table, rowId, folder }: OriginQuestion): RowOrigin | undefined {
  if (rowId.startsWith(`${rowIdPrefix(namingLoad(folder))}.`)) return rowOrigin(rowId);
  const record = recordIdOf(folder, table, rowId);
  return record === undefined ? undefined : rowOrigin(record);
}

/** The ids of all rows that came in one exchange, child rows too, as texts: from `from` on and below `below`. */
export function rowIdsOfExchange(loadId: string, exchange: number): { readonly from: string; readonly below: string } {
  const start = `${rowIdPrefix(loadId)}.${encodeOrdinal(exchange)}`;
  // `/` is the character behind the dot.
  return { from: `${start}.`, below: `${start}/` };
}

/** The load that the ids of a package's rows are named by: its own, or that of the package that it was put aside from. */
export function namingLoad(folder: string): string {
  try {
    return readManifest(folder).split_from ?? basename(folder);
  } catch {
    // Pruned, or damaged.
    return basename(folder);
  }
}
