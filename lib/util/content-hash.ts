import { createHash } from 'node:crypto';

/** What tells two contents of a file apart: SHA-256 of its bytes, in hexadecimal. */
export function contentHash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
