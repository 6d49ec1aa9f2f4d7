import { closeSync, createReadStream, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { readLines } from '../util/read-lines.ts';
import type { BodyPlace } from './exchange-log.ts';
import { packageFiles } from './package-folder.ts';

/** An exchange of a package as its line tells it; `Fields` is what the recorder gave. */
export type ExchangeLine<Fields> = Omit<Fields, 'responseBody'> & { readonly body: BodyPlace | null };

const maxLineBytes = 64 * 1024 * 1024;

/**
 * The exchanges of a package, in the order in which they ended, without their bodies. A line that is still being written
 * is left out.
 */
export async function readExchangeLines<Fields extends { readonly number: number }>(
  folder: string,
): Promise<readonly ExchangeLine<Fields>[]> {
  const file = join(folder, packageFiles.exchanges);
  if (!existsSync(file)) return [];
  const lines: ExchangeLine<Fields>[] = [];
  await readLines(createReadStream(file), {
    maxBytes: maxLineBytes,
    onLine: (text) => {
      const line = parseLine<Fields>(text);
      if (line !== undefined) lines.push(line);
    },
    onLongLine: () => {},
  });
  return lines;
}

/** The text of a body; only its beginning where `isCut` says so. */
export function readExchangeBody(folder: string, { offset, bytes }: BodyPlace): string {
  const frame = Buffer.alloc(bytes);
  const file = openSync(join(folder, packageFiles.bodies), 'r');
  try {
    let filled = 0;
    while (filled < bytes) {
      const read = readSync(file, frame, filled, bytes - filled, offset + filled);
      if (read === 0) break;
      filled += read;
    }
  } finally {
    closeSync(file);
  }
  return zstdDecompressSync(frame).toString('utf8');
}

function parseLine<Fields>(text: string): ExchangeLine<Fields> | undefined {
  try {
    return JSON.parse(text) as ExchangeLine<Fields>;
  } catch {
    return undefined;
  }
}
