import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncPath } from '../../util/sync-path.ts';

const draftMark = '.draft-';
/** A draft that was not changed for this long was left behind by a crash. */
const abandonedMs = 3_600_000;

/**
 * Makes a database file that appears together with its first content, or not at all: it is filled under another name.
 * @param fill gets the path of the draft and closes it before it resolves.
 * @returns undefined when another process made the file meanwhile; then filling has had no effect.
 */
export async function makeWarehouse<Result>(
  file: string,
  fill: (draft: string) => Promise<Result>,
): Promise<{ readonly result: Result } | undefined> {
  deleteAbandoned(file);
  const draft = `${file}${draftMark}${randomUUID()}`;
  try {
    const result = await fill(draft);
    return putInPlace(draft, file) ? { result } : undefined;
  } finally {
    for (const path of [draft, `${draft}.wal`]) rmSync(path, { force: true });
  }
}

/** False when the place is taken. A link, unlike a renamed file, never replaces what is there. */
function putInPlace(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
  } catch {
    if (existsSync(file)) return false;
    // A file system without links.
    renameSync(draft, file);
  }
  // The name must outlive a power cut as surely as the content: the package is marked as loaded right after.
  syncPath(dirname(file));
  return true;
}

function deleteAbandoned(file: string): void {
  const folder = dirname(file);
  const drafts = readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => path.startsWith(`${file}${draftMark}`));
  for (const path of drafts) {
    const changedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (changedMs !== undefined && Date.now() - changedMs > abandonedMs) rmSync(path, { force: true });
  }
}
