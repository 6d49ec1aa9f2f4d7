import { pipeline, type Duplex, type Readable } from 'node:stream';
import * as zlib from 'node:zlib';

export interface BodyOptions {
  /** Value of `content-encoding`. */
  readonly encoding: string | undefined;
  /** Largest size after decompression. */
  readonly maxBytes: number;
}

/**
 * Reads a body to its end and decompresses it on the way, so that a small body that unfolds into a huge one is
 * noticed before it fills the memory.
 * @returns undefined when the body is larger than `maxBytes`; the rest is not read.
 */
export async function readBody(
  body: Readable,
  { encoding = '', maxBytes }: BodyOptions,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of decompress(body, encoding)) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function decompress(body: Readable, encoding: string): AsyncIterable<Uint8Array> {
  let stream: Readable = body;
  for (const name of listEncodings(encoding).toReversed()) {
    const decoder = decoders.get(name);
    // Errors reach the reader through the last stream; the callback only keeps them from being thrown twice.
    if (decoder !== undefined) stream = pipeline(stream, decoder(), () => undefined);
  }
  return stream;
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
