import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FetchTarget } from '../warehouse/destination.ts';
import { keptFiles } from './kept-tables.ts';
import { mostRecordsInMemory } from './open-preview-target.ts';
import { deleteFolder, findRecording, keptTablesBeside, recordingIn } from './preview-folder.ts';
import type { PreviewJob } from './preview-request.ts';

export interface TableKeeper {
  /** What the preview loads into. */
  readonly target: FetchTarget;
  /** Under which name the tables can be asked for, once all is loaded. Nothing where none are kept. */
  told(): { readonly test?: string };
}

/** Tables of one recording that are kept: those that are looked at, and those before, which somebody may still read. */
const keptTimes = 2;

/**
 * Keeps what a preview loads beside its recording: the package with its records, which costs next to nothing. Its tables
 * are made of it when somebody asks for them.
 */
export function keepTables(job: PreviewJob, target: FetchTarget): TableKeeper {
  const { keepsRecording, masksRows, folder, fromRecording, onMissing, limits } = job;
  if (keepsRecording !== true || masksRows === true || limits.records > mostRecordsInMemory) {
    return { target, told: () => ({}) };
  }
  const isOwn = fromRecording === undefined || onMissing === 'fetch';
  const recording = isOwn ? recordingIn(folder) : findRecording(job.projectRoot, fromRecording);
  const all = keptTablesBeside(recording);
  const own = join(all, basename(folder));
  return {
    target: {
      ...target,
      load: async (manifest, packageFolder, host) => {
        mkdirSync(own, { recursive: true });
        writeFileSync(join(own, keptFiles.manifest), JSON.stringify(manifest));
        // The load deletes them.
        for (const file of manifest.resources.flatMap(({ files }) => files)) {
          linkOrCopy(join(packageFolder, file), join(own, file));
        }
        return await target.load(manifest, packageFolder, host);
      },
    },
    told: () => {
      if (!existsSync(own)) return {};
      forgetOlder(all);
      return { test: `${basename(dirname(recording))}.${basename(own)}` };
    },
  };
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
