import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FetchTarget } from '../warehouse/destination.ts';
import { keptFiles, type KeptManifest } from './kept-tables.ts';
import { mostRecordsInMemory } from './open-preview-target.ts';
import { deleteFolder, findRecording, keptTablesBeside, recordingIn } from './preview-folder.ts';
import type { PreviewJob } from './preview-request.ts';

export interface TableKeeper {
  /** What the preview loads into. */
  readonly target: FetchTarget;
  /** Of the package that was loaded; undefined before, and where nothing is. */
  loaded(): KeptManifest | undefined;
  /** Under which name the tables can be asked for, once all is loaded. Nothing where none are kept. */
  told(): { readonly test?: string };
}

/** Tables of one recording that are kept: those that are looked at, and those before, which somebody may still read. */
const keptTimes = 2;

/**
 * Notes what a preview loads, and keeps it beside its recording: the package with its records, which costs next to nothing.
 * Its tables are made of it when somebody asks for them.
 */
export function keepTables(job: PreviewJob, target: FetchTarget): TableKeeper {
  const place = placeToKeep(job);
  let loaded: KeptManifest | undefined;
  return {
    target: {
      ...target,
      load: async (manifest, packageFolder, host) => {
        loaded = manifest;
        if (place !== undefined) keepPackage(manifest, packageFolder, place.own);
        return await target.load(manifest, packageFolder, host);
      },
    },
    loaded: () => loaded,
    told: () => {
      if (place === undefined || !existsSync(place.own)) return {};
      forgetOlder(place.all);
      return { test: `${basename(dirname(dirname(place.own)))}.${basename(place.own)}` };
    },
  };
}

/** The folder for the package, among all that are kept of its recording. Undefined: it is not kept. */
function placeToKeep(job: PreviewJob): { readonly all: string; readonly own: string } | undefined {
  const { keepsRecording, masksRows, folder, fromRecording, onMissing, limits } = job;
  if (keepsRecording !== true || masksRows === true || limits.records > mostRecordsInMemory) return undefined;
  const isOwn = fromRecording === undefined || onMissing === 'fetch';
  const recording = isOwn ? recordingIn(folder) : findRecording(job.projectRoot, fromRecording);
  const all = keptTablesBeside(recording);
  return { all, own: join(all, basename(folder)) };
}

function keepPackage(manifest: KeptManifest, from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  writeFileSync(join(to, keptFiles.manifest), JSON.stringify(manifest));
  // They are deleted once they are loaded.
  for (const file of manifest.resources.flatMap(({ files }) => files)) linkOrCopy(join(from, file), join(to, file));
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // Not every file system has links.
    copyFileSync(from, to);
  }
}

function forgetOlder(all: string): void {
  const known = readdirSync(all).map((name) => {
    const path = join(all, name);
    return { path, madeMs: statSync(join(path, keptFiles.manifest), { throwIfNoEntry: false })?.mtimeMs ?? 0 };
  });
  const old = known.sort((one, other) => other.madeMs - one.madeMs).slice(keptTimes);
  for (const { path } of old) deleteFolder(path);
}
