import { encodeOrdinal, rowIdPrefix, rowOrigin, type RowOrigin } from './row-id.ts';

/** A root row whose exchange is asked for. */
export interface OriginQuestion {
  /** Its `_dlt_id`; that of a child row where that begins with it. */
  readonly rowId: string;
  /** Absolute path of the package that brought it; it may be gone. */
  readonly folder: string;
}

/**
 * The exchange that a row came in, and its place there; undefined for an id that tells nothing, such as dlt's. Whoever
 * gives rows ids of another kind answers here.
 */
export async function findOrigin({ rowId }: OriginQuestion): Promise<RowOrigin | undefined> {
  return await Promise.resolve(rowOrigin(rowId));
}

/** The ids of all rows that came in one exchange, child rows too, as texts: from `from` on and below `below`. */
export function rowIdsOfExchange(loadId: string, exchange: number): { readonly from: string; readonly below: string } {
  const start = `${rowIdPrefix(loadId)}.${encodeOrdinal(exchange)}`;
  // `/` is the character behind the dot.
  return { from: `${start}.`, below: `${start}/` };
}
