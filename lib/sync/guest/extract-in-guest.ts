import { lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DangoError } from '../../errors/dango-error.ts';
import { packageFiles } from '../../loads/package-folder.ts';
import type { ProjectPaths } from '../../project/project-paths.ts';
import { allContents, type ExtractedResource } from '../extract/extracted-resource.ts';
import { checkExtracted } from './check-extracted.ts';
import type { ExtractMessage } from './guest-messages.ts';
import { hear, type Guest } from './start-guest.ts';

/** Where the guest of a run writes. The packages of this and other sources are out of its reach. */
export function guestSpool({ runs }: Pick<ProjectPaths, 'runs'>, runId: string): string {
  return join(runs, runId, 'spool');
}

/** Lets a guest extract into its spool, and moves what it wrote into the package. */
export async function extractInGuest(
  guest: Guest,
  spoolFolder: string,
  packageFolder: string,
  request: Omit<ExtractMessage, 'type' | 'packageFolder'>,
): Promise<readonly ExtractedResource[]> {
  // Rows are named after their load, and that is the name of the folder.
  const folder = join(spoolFolder, basename(packageFolder));
  mkdirSync(folder, { recursive: true });
  guest.tell({ ...request, type: 'extract', packageFolder: folder });
  const message = await hear(guest, 'extracted');
  // What crosses from the guest is only believed as far as it can do no harm.
  const resources = checkExtracted(message.resources, request.options);
  const contents = resources.flatMap(allContents).flatMap(({ files }) => files);
  const files = [packageFiles.exchanges, packageFiles.bodies, ...contents];
  for (const file of files) {
    if (lstatSync(join(folder, file), { throwIfNoEntry: false })?.isFile() !== true) throw missingFile(file);
  }
  for (const file of files) renameSync(join(folder, file), join(packageFolder, file));
  rmSync(folder, { recursive: true, force: true });
  return resources;
}

function missingFile(file: string): DangoError {
  return new DangoError(`The process of the module says that it is done, but did not write its file "${file}".`, {
    code: 'module-failed',
    hint: 'Do not write to file descriptor 3 in a module, nor into its folder.',
  });
}
