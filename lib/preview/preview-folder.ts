import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** No preview lives that long. */
const abandonedMs = 3_600_000;

/** Makes the folder of a new preview, and deletes those that dead ones left behind. */
export function openPreviewFolder(projectRoot: string): string {
  const previews = join(projectRoot, '.dango', 'cache', 'previews');
  mkdirSync(previews, { recursive: true });
  for (const name of readdirSync(previews)) {
    const path = join(previews, name);
    const changedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (changedMs !== undefined && Date.now() - changedMs > abandonedMs) deleteFolder(path);
  }
  const folder = join(previews, randomUUID());
  mkdirSync(folder);
  return folder;
}

/** Deletes what a preview wrote. */
export function deleteFolder(folder: string): void {
  // A process that is being killed may still write a file meanwhile.
  rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
}
