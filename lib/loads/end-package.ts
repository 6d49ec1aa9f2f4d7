import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringifyExact } from '../util/exact-json.ts';
import { crashPoint } from '../util/crash-point.ts';
import { syncPath } from '../util/sync-path.ts';
import type { PackageManifest } from './manifest.ts';
import { packageFiles, type HeldReason, type LoadedMark } from './package-folder.ts';

/**
 * Seals a package: every file reaches the disk, then the manifest is renamed into place. From here on a crash loses
 * nothing, and before it the package does not count.
 * @param isScratch true: nothing waits for the disk, because nobody needs the package after a crash. Default false.
 */
export function sealPackage(
  folder: string,
  manifest: PackageManifest,
  { isScratch = false }: { readonly isScratch?: boolean | undefined } = {},
): void {
  if (!isScratch) for (const file of readdirSync(folder)) syncPath(join(folder, file));
  const temporary = join(folder, `${packageFiles.manifest}.tmp`);
  writeFileSync(temporary, stringifyExact(manifest), { flush: !isScratch });
  crashPoint('sealing');
  renameSync(temporary, join(folder, packageFiles.manifest));
  if (isScratch) return;
  syncPath(folder);
  syncPath(dirname(folder));
}

/**
 * The package waits for a person: its rows are complete, but loading them needs a decision. Before the package is
 * sealed it does the same: there is no instant in which it would load by itself.
 */
export function holdPackage(folder: string, held: HeldReason): void {
  mark(folder, packageFiles.held, held);
}

/** Nobody wants its rows: they are deleted, the package is kept for its exchanges. No cursor moves. */
export function discardPackage(folder: string): void {
  mark(folder, packageFiles.discarded, { at: new Date().toISOString() });
  deleteRecords(folder);
}

/**
 * The warehouse has the rows; the package is kept for its exchanges, its records are deleted.
 * @param runId the run that loaded it, which another one may have fetched. Undefined: the run that fetched it counts.
 * @param isScratch true: the mark need not outlive a crash, see `sealPackage`. Default false.
 */
export function markLoaded(
  folder: string,
  runId?: string,
  { isScratch = false }: { readonly isScratch?: boolean | undefined } = {},
): void {
  crashPoint('marking');
  const loaded: LoadedMark = { at: new Date().toISOString(), ...(runId === undefined ? {} : { run_id: runId }) };
  mark(folder, packageFiles.loaded, loaded, !isScratch);
  crashPoint('marked');
  deleteRecords(folder);
}

function mark(folder: string, file: string, content: object, isFlushed = true): void {
  writeFileSync(join(folder, `${file}.tmp`), JSON.stringify(content), { flush: isFlushed });
  renameSync(join(folder, `${file}.tmp`), join(folder, file));
}

function deleteRecords(folder: string): void {
  for (const file of readdirSync(folder)) {
    if (file.endsWith('.ndjson') && file !== packageFiles.exchanges) rmSync(join(folder, file));
  }
}
