import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLoadId } from './load-id.ts';
import { parseManifest, type PackageManifest } from './manifest.ts';

/**
 * open: still written, or left behind by a crash. sealed: complete, loads by itself. held: complete, waits for a
 * person. loaded: ended, kept for its exchanges.
 */
export type PackageState = 'open' | 'sealed' | 'held' | 'loaded';

/** Names of the files in a package. */
export const packageFiles = {
  /** Who writes it, from the first moment on: `{ run_id, source }`. */
  opened: 'opened.json',
  manifest: 'manifest.json',
  exchanges: 'exchanges.ndjson',
  bodies: 'bodies.zst',
  held: 'held.json',
  loaded: 'loaded.json',
} as const;

export interface LoadPackage {
  readonly loadId: string;
  /** Absolute path. */
  readonly folder: string;
  readonly state: PackageState;
  /** Whom it was opened for: the source's name, or `script <pipeline>`. */
  readonly source: string;
  /** The run that opened it. */
  readonly runId: string | undefined;
  /** Why a held package waits. */
  readonly reason: string | undefined;
}

/** All packages below a project's loads folder, oldest first. */
export function listPackages(loadsFolder: string): readonly LoadPackage[] {
  if (!existsSync(loadsFolder)) return [];
  return readdirSync(loadsFolder)
    .filter(isLoadId)
    .sort()
    .map((loadId) => readPackage(join(loadsFolder, loadId), loadId));
}

function readPackage(folder: string, loadId: string): LoadPackage {
  const has = (file: string): boolean => existsSync(join(folder, file));
  const opened = readJson<{ source?: string; run_id?: string }>(join(folder, packageFiles.opened));
  const state: PackageState = has(packageFiles.loaded)
    ? 'loaded'
    : !has(packageFiles.manifest)
      ? 'open'
      : has(packageFiles.held)
        ? 'held'
        : 'sealed';
  const reason = state === 'held' ? readJson<{ reason?: string }>(join(folder, packageFiles.held))?.reason : undefined;
  return { loadId, folder, state, source: opened?.source ?? '', runId: opened?.run_id, reason };
}

export function readManifest(folder: string): PackageManifest {
  return parseManifest(readFileSync(join(folder, packageFiles.manifest), 'utf8'), folder);
}

function readJson<Content>(file: string): Content | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Content;
  } catch {
    return undefined;
  }
}
