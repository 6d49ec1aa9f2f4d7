import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import { closestWord } from '../util/closest-word.ts';
import { isLoadId } from './load-id.ts';
import { parseManifest, type PackageManifest } from './manifest.ts';

/**
 * open: still written, or left behind by a crash. sealed: complete, loads by itself. held: complete, waits for a
 * person. loaded, discarded: ended, kept for its exchanges.
 */
export type PackageState = 'open' | 'sealed' | 'held' | 'loaded' | 'discarded';

/**
 * Why a package waits for a person. dry-run: it was fetched to see what would be loaded. rows-lost: it would take away
 * more rows than it may. rows-refused: none of its rows can be loaded as they are. state-moved: the warehouse went on
 * since it was fetched. load-failed: several loads of it failed.
 */
export type HeldKind = 'dry-run' | 'rows-lost' | 'rows-refused' | 'state-moved' | 'load-failed';

/** Names of the files in a package. */
export const packageFiles = {
  /** Who writes it, from the first moment on: `{ run_id, source }`. */
  opened: 'opened.json',
  manifest: 'manifest.json',
  exchanges: 'exchanges.ndjson',
  bodies: 'bodies.zst',
  held: 'held.json',
  loaded: 'loaded.json',
  discarded: 'discarded.json',
} as const;

/** What `held.json` says. */
export interface HeldReason {
  readonly kind: HeldKind;
  readonly reason: string;
}

/** What `loaded.json` says: when it was loaded, and by which run where that is known. */
export interface LoadedMark {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly run_id?: string;
}

export interface LoadPackage {
  readonly loadId: string;
  /** Absolute path. */
  readonly folder: string;
  readonly state: PackageState;
  /** Whom it was opened for: the source's name, or `script <pipeline>`. */
  readonly source: string;
  /** The run that opened it. */
  readonly runId: string | undefined;
  /** Where it is loaded, by which run, and when: that may have been later than those behind it. */
  readonly loaded: LoadedMark | undefined;
  /** Why a held package waits, in words. */
  readonly reason: string | undefined;
  /** The same for programs. Undefined for one that an older Dango held. */
  readonly heldKind: HeldKind | undefined;
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
    : has(packageFiles.discarded)
      ? 'discarded'
      : !has(packageFiles.manifest)
        ? 'open'
        : has(packageFiles.held)
          ? 'held'
          : 'sealed';
  const held = state === 'held' ? readJson<Partial<HeldReason>>(join(folder, packageFiles.held)) : undefined;
  const loaded = state === 'loaded' ? readJson<LoadedMark>(join(folder, packageFiles.loaded)) : undefined;
  const [source, runId] = [opened?.source ?? '', opened?.run_id];
  return { loadId, folder, state, source, runId, loaded, reason: held?.reason, heldKind: held?.kind };
}

/** @throws DangoError `name-unknown` naming the one that may have been meant. */
export function findPackage(loadsFolder: string, loadId: string): LoadPackage {
  const packages = listPackages(loadsFolder);
  const found = packages.find((one) => one.loadId === loadId);
  if (found !== undefined) return found;
  const closest = closestWord(
    loadId,
    packages.map((one) => one.loadId),
  );
  throw new DangoError(`There is no load package "${loadId}" in .dango/loads.`, {
    code: 'name-unknown',
    hint: closest === undefined ? 'List them with `dango loads list`.' : `Did you mean "${closest}"?`,
  });
}

/** Whether a package needs nothing but its exchanges any more. */
export function hasEnded({ state }: Pick<LoadPackage, 'state'>): boolean {
  return state === 'loaded' || state === 'discarded';
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
