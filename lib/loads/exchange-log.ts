import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { constants, zstdCompress, zstdCompressSync } from 'node:zlib';
import { writeFully } from '../util/write-fully.ts';
import { packageFiles } from './package-folder.ts';

/** Longest body that a package keeps, in characters; beyond it only the beginning is. */
const maxBodyCharacters = 4 * 1024 * 1024;
/** Up to so many characters a body is compressed at once: handing it to a thread would take as long. */
const quickCharacters = 16 * 1024;
/** So many characters may wait for a thread. */
const maxWaitingCharacters = 32 * 1024 * 1024;
/** The fastest level; higher ones make JSON little smaller. */
const compression = { params: { [constants.ZSTD_c_compressionLevel]: 1 }, chunkSize: 128 * 1024 };

/** What must be known of an exchange to keep it; the HTTP layer's record has it all. */
export interface KeptExchange {
  readonly number: number;
  readonly responseBody: string | undefined;
  /** The same in UTF-8 where it is at hand. Then the text is not read. */
  readonly responseUtf8?: Uint8Array | undefined;
}

/** Where the body of an exchange lies among the bodies of its package. */
export interface BodyPlace {
  readonly offset: number;
  /** Compressed. */
  readonly bytes: number;
  /** True when only the beginning was kept. */
  readonly isCut: boolean;
}

/** A text, or a text in UTF-8 that need not be cut. */
function bodyOf(kept: KeptExchange, longest: number): string | Uint8Array | undefined {
  const { responseUtf8: bytes } = kept;
  return bytes !== undefined && bytes.length <= longest ? bytes : kept.responseBody;
}

/** All but the body, of which the text may not be made yet. */
function withoutBody(kept: KeptExchange): Omit<KeptExchange, 'responseBody'> {
  const { responseBody: _text, responseUtf8: _bytes, ...others } = Object.getOwnPropertyDescriptors(kept);
  return Object.defineProperties({}, others) as Omit<KeptExchange, 'responseBody'>;
}

/** An exchange whose turn has not come, because the body of one before it is still being compressed. */
interface WaitingExchange {
  readonly exchange: Omit<KeptExchange, 'responseBody'>;
  readonly characters: number;
  /** Null: it has no body. Undefined: it is being compressed. */
  frame: Buffer | null | undefined;
}

/** Keeps the exchanges of a package: one line each, and the bodies beside them, compressed in other threads. */
export class ExchangeLog {
  readonly #lines: number;
  readonly #bodies: number;
  readonly #waiting: WaitingExchange[] = [];
  #waitingCharacters = 0;
  #failure: { readonly error: unknown } | undefined;
  #onEmpty: (() => void) | undefined;
  #next = 1;
  #offset = 0;
  #closed: Promise<void> | undefined;
  readonly #longestBody: number;

  /** @param longestBody in characters; of a longer body only the beginning is kept. Default: 4 Mi. */
  constructor(folder: string, { longestBody = maxBodyCharacters }: { readonly longestBody?: number } = {}) {
    this.#longestBody = longestBody;
    this.#lines = openSync(join(folder, packageFiles.exchanges), 'wx');
    this.#bodies = openSync(join(folder, packageFiles.bodies), 'wx');
  }

  begin(): number {
    return this.#next++;
  }

  record(kept: KeptExchange): void {
    if (this.#failure !== undefined) throw this.#failure.error;
    const body = bodyOf(kept, this.#longestBody);
    const characters = body?.length ?? 0;
    const text = characters > this.#longestBody ? body?.slice(0, this.#longestBody) : body;
    const exchange = withoutBody(kept);
    const isQuick = characters <= quickCharacters || this.#waitingCharacters + characters > maxWaitingCharacters;
    const waiting: WaitingExchange = { exchange, characters, frame: undefined };
    this.#waiting.push(waiting);
    this.#waitingCharacters += characters;
    if (text === undefined) waiting.frame = null;
    else if (isQuick) waiting.frame = zstdCompressSync(text, compression);
    else {
      zstdCompress(text, compression, (error, frame) => {
        if (error === null) waiting.frame = frame;
        else this.#fail(error);
        this.#write();
      });
    }
    this.#write();
  }

  /** Writes the exchanges whose turn has come: in the order in which they ended. */
  #write(): void {
    try {
      for (;;) {
        const [first] = this.#waiting;
        if (first?.frame === undefined || this.#failure !== undefined) break;
        this.#waiting.shift();
        this.#waitingCharacters -= first.characters;
        const body = first.frame === null ? null : this.#append(first.frame, first.characters > this.#longestBody);
        writeFully(this.#lines, Buffer.from(`${JSON.stringify({ ...first.exchange, body })}\n`));
      }
    } catch (error) {
      this.#fail(error);
    }
    if (this.#waiting.length === 0 || this.#failure !== undefined) this.#onEmpty?.();
  }

  /** Told by the next call, because this one may be from a thread that nobody waits for. */
  #fail(error: unknown): void {
    this.#failure ??= { error };
  }

  #append(frame: Buffer, isCut: boolean): BodyPlace {
    writeFully(this.#bodies, frame);
    const place = { offset: this.#offset, bytes: frame.length, isCut };
    this.#offset += frame.length;
    return place;
  }

  /** Resolves when everything is in its files. Rejects with what kept an exchange from being written. */
  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    if (this.#waiting.length > 0 && this.#failure === undefined) {
      await new Promise<void>((resolve) => {
        this.#onEmpty = resolve;
      });
    }
    closeSync(this.#lines);
    closeSync(this.#bodies);
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}
