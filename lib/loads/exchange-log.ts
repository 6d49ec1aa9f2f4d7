import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { writeFully } from '../util/write-fully.ts';
import { packageFiles } from './package-folder.ts';

/** Longest body that is kept, in characters; beyond it only the beginning is. */
const maxBodyCharacters = 4 * 1024 * 1024;

/** What must be known of an exchange to keep it; the HTTP layer's record has it all. */
export interface KeptExchange {
  readonly number: number;
  readonly responseBody: string | undefined;
}

/** Where the body of an exchange lies among the bodies of its package. */
export interface BodyPlace {
  readonly offset: number;
  /** Compressed. */
  readonly bytes: number;
  /** True when only the beginning was kept. */
  readonly isCut: boolean;
}

/** Keeps the exchanges of a package: one line each, and the bodies beside them, compressed. */
export class ExchangeLog {
  readonly #lines: number;
  readonly #bodies: number;
  #next = 1;
  #offset = 0;
  #isClosed = false;

  constructor(folder: string) {
    this.#lines = openSync(join(folder, packageFiles.exchanges), 'wx');
    this.#bodies = openSync(join(folder, packageFiles.bodies), 'wx');
  }

  begin(): number {
    return this.#next++;
  }

  record({ responseBody, ...exchange }: KeptExchange): void {
    const body = responseBody === undefined ? null : this.#append(responseBody);
    writeFully(this.#lines, Buffer.from(`${JSON.stringify({ ...exchange, body })}\n`));
  }

  #append(text: string): BodyPlace {
    const frame = zstdCompressSync(text.slice(0, maxBodyCharacters));
    writeFully(this.#bodies, frame);
    const place = { offset: this.#offset, bytes: frame.length, isCut: text.length > maxBodyCharacters };
    this.#offset += frame.length;
    return place;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    closeSync(this.#lines);
    closeSync(this.#bodies);
  }
}
