import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { noteFirstSeen } from '../schema/first-seen.ts';
import { maxDepth, TypeNode } from '../schema/type-node.ts';
import { writeFully } from '../util/write-fully.ts';
import { asObject, recordLine } from './record-line.ts';
import { rowId } from './row-id.ts';

const flushAtCharacters = 256 * 1024;

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
  #buffer: string[] = [];
  #buffered = 0;
  #exchange = -1;
  #position = 0;
  #isClosed = false;

  constructor(folder: string, table: string, prefix: string, maxNesting = maxDepth) {
    // Records are looked at as if they stood so deep that only these levels are left below them.
    this.#depth = Math.max(0, maxDepth - 1 - maxNesting);
    this.file = `${table}.1.ndjson`;
    this.#path = join(folder, this.file);
    this.#descriptor = openSync(this.#path, 'wx');
    this.#prefix = prefix;
  }

  /**
   * Adds records that came out of one exchange. Exchanges of a table come in ascending order.
   * @param position of the first one among those of the exchange. Default: behind the ones that were added before.
   */
  write(records: readonly unknown[], exchange: number, position?: number): void {
    if (exchange !== this.#exchange) {
      noteFirstSeen(this.types, this.#exchange);
      this.#exchange = exchange;
      this.#position = 0;
    }
    if (position !== undefined) this.#position = position;
    for (const record of records) {
      // First of all, because it refuses what is nested too deeply to be written.
      this.types.observe(asObject(record), this.#depth);
      const line = recordLine(rowId(this.#prefix, { exchange, position: this.#position }), record);
      this.#position += 1;
      this.rows += 1;
      // Three bytes a character is the most that UTF-8 needs here.
      if (line.length * 3 > this.longestLine) this.longestLine = Math.max(this.longestLine, Buffer.byteLength(line));
      this.#buffer.push(line);
      this.#buffered += line.length;
    }
    if (this.#buffered > flushAtCharacters) this.#flush();
  }

  #flush(): void {
    if (this.#buffer.length === 0) return;
    writeFully(this.#descriptor, Buffer.from(`${this.#buffer.join('\n')}\n`));
    this.#buffer = [];
    this.#buffered = 0;
  }

  close(): void {
    if (this.#isClosed) return;
    noteFirstSeen(this.types, this.#exchange);
    this.#flush();
    closeSync(this.#descriptor);
    this.#isClosed = true;
  }

  /** Takes everything back: the resource failed, so none of its rows may load. */
  discard(): void {
    this.#buffer = [];
    this.close();
    rmSync(this.#path, { force: true });
  }
}
