import { fsync } from 'node:fs';
import { writeFully } from '../util/write-fully.ts';

const firstBytes = 16 * 1024;
/** Grows to this before it is written, so that hundreds of small files need little memory. */
const usualBytes = 512 * 1024;

/** After so many bytes they are sent to the disk in another thread, so that little is left when all must be there. */
const bytesToSend = 32 * 1024 * 1024;

/** Copies without a view of its own for each part. */
const copyBytes = Buffer.prototype.copy;

/** Gathers lines as bytes and writes them into a file by the half megabyte. */
export class LineBuffer {
  readonly #descriptor: number;
  #bytes = Buffer.allocUnsafeSlow(firstBytes);
  #used = 0;
  #lineStart = 0;
  #unsent = 0;
  #isSending = false;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** Adds a short text of ASCII characters. */
  addAscii(text: string): void {
    const { length } = text;
    this.#reserve(length);
    // For so few characters faster than a call that leaves the language.
    for (let index = 0; index < length; index += 1) this.#bytes[this.#used + index] = text.charCodeAt(index);
    this.#used += length;
  }

  addText(text: string): void {
    // Three bytes a character is the most that UTF-8 needs.
    this.#reserve(text.length * 3);
    this.#used += this.#bytes.write(text, this.#used, 'utf8');
  }

  /** Adds a part of other bytes. */
  addBytes(bytes: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start);
    this.#used += copyBytes.call(bytes, this.#bytes, this.#used, start, end);
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
      this.#write(this.#lineStart);
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
    this.#write(this.#used);
    this.#used = 0;
    this.#lineStart = 0;
  }

  #write(length: number): void {
    writeFully(this.#descriptor, this.#bytes.subarray(0, length));
    this.#unsent += length;
    if (this.#isSending || this.#unsent < bytesToSend) return;
    this.#isSending = true;
    this.#unsent = 0;
    // Whether it worked is asked when the package is sealed; a file that was closed meanwhile is of no interest.
    fsync(this.#descriptor, () => {
      this.#isSending = false;
    });
  }
}
