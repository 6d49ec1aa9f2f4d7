import { DangoError } from '../errors/dango-error.ts';
import { listPackages, readManifest, type LoadPackage } from '../loads/package-folder.ts';
import { packageBytes } from '../loads/prune-packages.ts';
import { loadProject } from '../project/load-project.ts';
import type { LoadListing } from './load-listing.ts';

/**
 * The load packages of a project, newest first.
 * @param source only those of one owner: a source's name, or `script <pipeline>`.
 */
export function listLoads(projectRoot: string, source?: string): readonly LoadListing[] {
  const { paths } = loadProject(projectRoot);
  return listPackages(paths.loads)
    .filter((one) => source === undefined || one.source === source)
    .map(listLoad)
    .toReversed();
}

/** A damaged manifest is a reason of its own, and hides no other package. */
export function listLoad(found: LoadPackage): LoadListing {
  const { loadId, folder, state, source, reason, heldKind } = found;
  const common = {
    load_id: loadId,
    source,
    state,
    created_at: new Date(Number(loadId) * 1000).toISOString(),
    bytes: packageBytes(folder),
    ...(heldKind === undefined ? {} : { kind: heldKind }),
    ...(reason === undefined ? {} : { reason }),
  };
  if (state === 'open') return common;
  try {
    const { dataset, resources } = readManifest(folder);
    return { ...common, dataset, rows: resources.reduce((sum, { rows }) => sum + rows, 0) };
  } catch (error) {
    if (!DangoError.is(error)) throw error;
    return { ...common, reason: error.message.replace(/\.$/, '') };
  }
}
