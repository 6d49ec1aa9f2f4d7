import { TextObserver } from '../schema/text-observer.ts';
import type { TypeNode } from '../schema/type-node.ts';
import type { JsonListText } from '../util/json-list-text.ts';
import type { LineBuffer } from './line-buffer.ts';

/** The records of a page and what they were parsed from. Nothing has changed them since. */
export interface PageText {
  readonly items: readonly unknown[];
  readonly text: JsonListText;
}

/** After so many records it is told whether looking at their texts pays. */
const triedRecords = 1000;

/**
 * Puts records into a spool as they were written in their response, which is faster than writing them anew, and keeps
 * every digit.
 */
export class TextRecords {
  readonly #observer: TextObserver;
  readonly #lines: LineBuffer;
  #page: PageText | undefined;
  #records: readonly unknown[] = [];
  /** Element of the page that the next record may be. */
  #next = 0;
  #tried = 0;
  #unfit = 0;

  constructor(types: TypeNode, depth: number, lines: LineBuffer) {
    this.#observer = new TextObserver(types, depth);
    this.#lines = lines;
  }

  /** Begins with records of a page, in its order. Without its text none is taken. */
  begin(records: readonly unknown[], page: PageText | undefined): void {
    const pays = this.#tried < triedRecords || this.#unfit * 2 < this.#tried;
    this.#records = records;
    this.#page = pays ? page : undefined;
    this.#next = 0;
  }

  /**
   * Observes a record and adds its line, without ending it. False where its text is not known, or unfit: then nothing
   * has happened.
   */
  take(position: number, head: readonly string[]): boolean {
    if (this.#page === undefined) return false;
    const { bytes, bounds } = this.#page.text;
    const element = this.#find(this.#page.items, position);
    const start = bounds[2 * element];
    if (start === undefined) return false;
    this.#tried += 1;
    const end = this.#observer.observe(bytes, start);
    if (end === undefined || end !== bounds[2 * element + 1]) {
      this.#unfit += 1;
      return false;
    }
    const lines = this.#lines;
    for (const part of head) lines.addAscii(part);
    // The head has the opening brace.
    let from = start + 1;
    for (const patch of this.#observer.patches) {
      lines.addBytes(bytes, from, patch.start);
      lines.addAscii(patch.text);
      from = patch.end;
    }
    lines.addBytes(bytes, from, end);
    if (this.#observer.hasLineBreaks) lines.joinLine();
    return true;
  }

  /** Which element of the page a record is. Records that are left out are passed; none is looked at without need. */
  #find(items: readonly unknown[], position: number): number {
    if (items === this.#records) return position;
    const record = this.#records[position];
    while (this.#next < items.length && items[this.#next] !== record) this.#next += 1;
    this.#next += 1;
    return this.#next - 1;
  }
}
