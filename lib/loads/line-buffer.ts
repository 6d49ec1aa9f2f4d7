import { writeFully } from '../util/write-fully.ts';

const firstBytes = 16 * 1024;
/** Grows to this before it is written, so that hundreds of small files need little memory. */
const usualBytes = 512 * 1024;

/** Gathers lines as bytes and writes them into a file by the half megabyte. */
export class LineBuffer {
  readonly #descriptor: number;
  #bytes = Buffer.allocUnsafeSlow(firstBytes);
  #used = 0;
  #lineStart = 0;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** Adds a text of ASCII characters. */
  addAscii(text: string): void {
    this.#reserve(text.length);
    this.#used += this.#bytes.write(text, this.#used, 'latin1');
  }

  addText(text: string): void {
    // Three bytes a character is the most that UTF-8 needs.
    this.#reserve(text.length * 3);
    this.#used += this.#bytes.write(text, this.#used, 'utf8');
  }

  /** Adds a part of other bytes. */
  addBytes(bytes: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start);
    this.#bytes.set(bytes.subarray(start, end), this.#used);
    this.#used += end - start;
  }

  /** Puts spaces in the place of the line breaks in the line that is not ended yet. */
  joinLine(): void {
    for (let at = this.#lineStart; at < this.#used; at += 1) {
      if (this.#bytes[at] === 10 || this.#bytes[at] === 13) this.#bytes[at] = 32;
    }
  }

  /** Ends a line. Returns its length in bytes, without the line break. */
  endLine(): number {
    const length = this.#used - this.#lineStart;
    this.#reserve(1);
    this.#bytes[this.#used] = 10;
    this.#used += 1;
    this.#lineStart = this.#used;
    return length;
  }

  /** Makes room. Whole lines are written; one that is too long for the buffer makes it longer. */
  #reserve(length: number): void {
    const needed = this.#used + length;
    if (needed <= this.#bytes.length) return;
    if (needed > usualBytes) {
      writeFully(this.#descriptor, this.#bytes.subarray(0, this.#lineStart));
      this.#bytes.copyWithin(0, this.#lineStart, this.#used);
      this.#used -= this.#lineStart;
      this.#lineStart = 0;
    }
    if (this.#used + length <= this.#bytes.length) return;
    const longer = Buffer.allocUnsafeSlow(Math.max(Math.min(2 * needed, usualBytes), this.#used + length));
    longer.set(this.#bytes.subarray(0, this.#used));
    this.#bytes = longer;
  }

  /** Writes what is there. The last line must have ended. */
  flush(): void {
    writeFully(this.#descriptor, this.#bytes.subarray(0, this.#used));
    this.#used = 0;
    this.#lineStart = 0;
  }
}
