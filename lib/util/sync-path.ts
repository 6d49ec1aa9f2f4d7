import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes a file's content, or the names in a folder, reach the disk. */
export function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
