import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { noteFirstSeen } from '../schema/first-seen.ts';
import { deepestLevel } from '../schema/limit-nesting.ts';
import { maxDepth, TypeNode, type ExactFields } from '../schema/type-node.ts';
import { LineBuffer } from './line-buffer.ts';
import { asObject, recordLine } from './record-line.ts';
import { encodeOrdinal, rowIdOfExchange } from './row-id.ts';
import { TextRecords, type PageText } from './text-records.ts';

export interface TableSpoolOptions {
  /** Levels of objects and lists whose types are told apart. Default: all that tables can hold. */
  readonly maxNesting?: number | undefined;
  /** Fields whose numbers keep every digit, because their columns hold more than a double. Default: none. */
  readonly exact?: ExactFields | undefined;
}

/** Ids of the same places come again on every page. */
const ordinals: string[] = [];
const mostOrdinals = 10_000;

function ordinalOf(position: number): string {
  if (position >= mostOrdinals) return encodeOrdinal(position);
  for (let next = ordinals.length; next <= position; next += 1) ordinals.push(encodeOrdinal(next));
  return ordinals[position] ?? '';
}

/** The file into which the records of one root table are written, and the types that were seen on the way. */
export class TableSpool {
  readonly types = new TypeNode();
  readonly file: string;
  rows = 0;
  longestLine = 0;
  readonly #path: string;
  readonly #descriptor: number;
  readonly #prefix: string;
  readonly #depth: number;
  readonly #lines: LineBuffer;
  readonly #texts: TextRecords;
  #exchange = -1;
  #position = 0;
  #isClosed = false;

  constructor(folder: string, table: string, prefix: string, { maxNesting = maxDepth, exact }: TableSpoolOptions = {}) {
    this.types.exact = exact;
    // Records are looked at as if they stood so deep that only the levels that can be needed are left below them.
    this.#depth = Math.max(0, maxDepth - 1 - deepestLevel(maxNesting));
    this.file = `${table}.1.ndjson`;
    this.#path = join(folder, this.file);
    this.#descriptor = openSync(this.#path, 'wx');
    this.#prefix = prefix;
    this.#lines = new LineBuffer(this.#descriptor);
    this.#texts = new TextRecords(this.types, this.#depth, this.#lines);
  }

  /**
   * Adds records that came out of one exchange. Exchanges of a table come in ascending order.
   * @param place `position` of the first one among those of the exchange; default: behind the ones that were added before.
   *   `texts`: the page that they are from, in its order. `within`: what the ids get behind them, where the records are
   *   parts of the one at the position.
   */
  write(
    records: readonly unknown[],
    exchange: number,
    {
      position,
      texts,
      within = '',
    }: { readonly position?: number; readonly texts?: PageText | undefined; readonly within?: string } = {},
  ): void {
    if (exchange !== this.#exchange) {
      noteFirstSeen(this.types, this.#exchange);
      this.#exchange = exchange;
      this.#position = 0;
    }
    if (position !== undefined) this.#position = position;
    this.#texts.begin(records, texts);
    const page = rowIdOfExchange(this.#prefix, exchange);
    const head = [`{"_dlt_id":"${page}`, '', '",'];
    for (let index = 0; index < records.length; index += 1) {
      const ordinal = ordinalOf(this.#position) + within;
      head[1] = ordinal;
      if (!this.#texts.take(index, head)) {
        const record = records[index];
        // First of all, because it refuses what is nested too deeply to be written.
        this.types.observe(asObject(record), this.#depth);
        this.#lines.addText(recordLine(page + ordinal, record));
      }
      this.#position += 1;
      this.rows += 1;
      this.longestLine = Math.max(this.longestLine, this.#lines.endLine());
    }
  }

  close(): void {
    if (this.#isClosed) return;
    noteFirstSeen(this.types, this.#exchange);
    this.#lines.flush();
    closeSync(this.#descriptor);
    this.#isClosed = true;
  }

  /** Takes everything back: the resource failed, so none of its rows may load. */
  discard(): void {
    this.close();
    rmSync(this.#path, { force: true });
  }
}
