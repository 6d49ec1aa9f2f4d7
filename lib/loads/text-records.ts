import { TextObserver } from '../schema/text-observer.ts';
import type { TypeNode } from '../schema/type-node.ts';
import { JsonListWalk, type JsonListText } from '../util/json-list-text.ts';
import type { LineBuffer } from './line-buffer.ts';

/** After so many records it is told whether looking at their texts pays. */
const triedRecords = 1000;

/**
 * Puts records into a spool as they were written in their response, which is faster than writing them anew, and keeps
 * every digit.
 */
export class TextRecords {
  readonly #observer: TextObserver;
  readonly #lines: LineBuffer;
  #walk: JsonListWalk | undefined;
  #tried = 0;
  #unfit = 0;

  constructor(types: TypeNode, depth: number, lines: LineBuffer) {
    this.#observer = new TextObserver(types, depth);
    this.#lines = lines;
  }

  /** Begins with a page. Without its text no record is taken. */
  begin(texts: JsonListText | undefined): void {
    const pays = this.#tried < triedRecords || this.#unfit * 2 < this.#tried;
    this.#walk = texts === undefined || !pays ? undefined : new JsonListWalk(texts);
  }

  /**
   * Observes a record and adds its line, without ending it. False where its text is not known, or unfit: then nothing
   * has happened.
   */
  take(record: unknown, head: string): boolean {
    if (this.#walk === undefined) return false;
    const start = this.#walk.find(record);
    if (start === undefined) return false;
    this.#tried += 1;
    const { bytes } = this.#walk;
    const end = this.#observer.observe(bytes, start);
    if (end === undefined) {
      this.#unfit += 1;
      return false;
    }
    this.#walk.pass(end);
    const lines = this.#lines;
    lines.addAscii(head);
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
}
