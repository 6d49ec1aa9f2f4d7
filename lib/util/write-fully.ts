import { writeSync } from 'node:fs';

/** Writes all bytes: a single write may take only some of them. */
export function writeFully(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
}
