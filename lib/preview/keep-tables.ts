import { existsSync, linkSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FetchTarget } from '../warehouse/destination.ts';
import { keptFiles } from './kept-tables.ts';
import type { PreviewTarget } from './open-preview-target.ts';
import { deleteFolder, findRecording, keptTablesBeside, recordingIn } from './preview-folder.ts';
import type { PreviewJob } from './preview-request.ts';

export interface TableKeeper {
  /** What the preview loads into. */
  readonly target: FetchTarget;
  /** Writes the tables down, and tells under which name they are. Nothing where they need not be kept, or cannot. */
  save(dataset: string): Promise<{ readonly test?: string }>;
}

/** Tables of one recording that are kept: those that are looked at, and those before, which somebody may still read. */
const keptTimes = 2;

/**
 * Keeps what a preview makes beside its recording: the tables as a database file, and the package, from which what a
 * sync would change is planned when somebody asks.
 */
export function keepTables(job: PreviewJob, target: PreviewTarget): TableKeeper {
  const { saveTables } = target;
  const { keepsRecording, masksRows, folder, fromRecording, onMissing } = job;
  if (keepsRecording !== true || masksRows === true || saveTables === undefined) {
    return { target, save: () => Promise.resolve({}) };
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
          linkSync(join(packageFolder, file), join(own, file));
        }
        return await target.load(manifest, packageFolder, host);
      },
    },
    save: async (dataset) => {
      // Nothing was read.
      if (!existsSync(own)) return {};
      try {
        await saveTables(dataset, join(own, keptFiles.tables));
        forgetOlder(all);
        return { test: `${basename(dirname(recording))}.${basename(own)}` };
      } catch {
        // The first rows are shown all the same.
        rmSync(own, { recursive: true, force: true });
        return {};
      }
    },
  };
}

function forgetOlder(all: string): void {
  const ages = readdirSync(all).map((name) => {
    const path = join(all, name);
    return { path, madeMs: statSync(path).mtimeMs };
  });
  const old = ages.sort((one, other) => other.madeMs - one.madeMs).slice(keptTimes);
  for (const { path } of old) deleteFolder(path);
}
