import { pipeline, Readable, type Duplex } from 'node:stream';
import * as zlib from 'node:zlib';

export interface BodyOptions {
  /** Value of `content-encoding`. */
  readonly encoding: string | undefined;
  /** Largest size after decompression. */
  readonly maxBytes: number;
}

/** Why a body was not read to its end. */
export type BodyRefusal = 'too-large' | 'bomb';

/** No honest text shrinks so far. A smaller body may, as nothing is lost by reading it. */
const mostUnfolding = 500;
const harmlessBytes = 16 * 1024 * 1024;

/**
 * Reads a body to its end and decompresses it on the way, so that a small body that unfolds into a huge one is
 * noticed before it fills the memory.
 * @returns a word instead when the body is larger than `maxBytes`, or than 500 times what came over the wire; the rest
 *   is not read.
 */
export async function readBody(
  body: Readable,
  { encoding = '', maxBytes }: BodyOptions,
): Promise<Uint8Array | BodyRefusal> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const received = { bytes: 0 };
  for await (const chunk of decompress(body, encoding, received)) {
    size += chunk.length;
    if (size > maxBytes) return 'too-large';
    if (size > harmlessBytes && received.bytes > 0 && size > received.bytes * mostUnfolding) return 'bomb';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function decompress(body: Readable, encoding: string, received: { bytes: number }): AsyncIterable<Uint8Array> {
  const names = listEncodings(encoding);
  if (names.length === 0) return body;
  let stream: Readable = Readable.from(count(body, received), { objectMode: false });
  for (const name of names.toReversed()) {
    const decoder = decoders.get(name);
    // Errors reach the reader through the last stream; the callback only keeps them from being thrown twice.
    if (decoder !== undefined) stream = pipeline(stream, decoder(), () => undefined);
  }
  return stream;
}

async function* count(body: Readable, received: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    received.bytes += chunk.length;
    yield chunk;
  }
}

/** What the client tells servers that it understands. */
export const acceptedEncodings = 'gzip, br, zstd';

const decoders: ReadonlyMap<string, () => Duplex> = new Map([
  ['gzip', () => zlib.createGunzip()],
  ['x-gzip', () => zlib.createGunzip()],
  ['deflate', () => zlib.createInflate()],
  ['br', () => zlib.createBrotliDecompress()],
  ['zstd', () => zlib.createZstdDecompress()],
]);

/** More layers than any honest server uses; each costs memory. */
const mostLayers = 4;

/** The part of a `content-encoding` that cannot be undone; undefined when all of it can. */
export function findUnknownEncoding(encoding = ''): string | undefined {
  const names = listEncodings(encoding);
  return names.length > mostLayers ? encoding : names.find((name) => !decoders.has(name));
}

function listEncodings(encoding: string): string[] {
  const names = encoding.split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== '' && name !== 'identity');
}
