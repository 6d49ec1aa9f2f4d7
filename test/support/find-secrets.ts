import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';

const frameStart = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/**
 * The files below a folder that hold a secret in any spelling: plain, percent-encoded or base64, also in compressed
 * bodies. Each entry is `path: secret`; an empty list is what a test wants.
 */
export function findSecrets(folder: string, secrets: readonly string[]): readonly string[] {
  return readFolder(folder).flatMap(({ file, text }) => secretsIn(text, secrets).map((secret) => `${file}: ${secret}`));
}

/** The files below a folder with what they hold; compressed ones as text, others byte by byte. */
export function readFolder(folder: string): readonly { readonly file: string; readonly text: string }[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => {
    const file = join(entry.parentPath, entry.name);
    const bytes = read(file);
    return { file, text: file.endsWith('.zst') ? decompress(bytes) : bytes.toString('latin1') };
  });
}

/** Empty for a file that goes away while the folder is read: a database closes its companions a little later. */
function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (existsSync(file)) throw error;
    return Buffer.alloc(0);
  }
}

/** Those of the secrets that a text holds in any spelling. */
export function secretsIn(text: string, secrets: readonly string[]): readonly string[] {
  return secrets.filter((secret) => spellings(secret).some((spelling) => text.includes(spelling)));
}

function spellings(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString('base64').replaceAll('=', '');
  // The last character of base64 depends on what follows the secret.
  return [secret, encodeURIComponent(secret), base64.slice(0, -1)];
}

/** The frames of a package's bodies, one behind the other: Node reads the first of several only. */
function decompress(bytes: Buffer): string {
  const texts: string[] = [];
  for (let start = 0; start < bytes.length;) {
    const next = bytes.indexOf(frameStart, start + 1);
    const end = next === -1 ? bytes.length : next;
    texts.push(zstdDecompressSync(bytes.subarray(start, end)).toString('utf8'));
    start = end;
  }
  return texts.join('\n');
}
