import { DangoError } from '../errors/dango-error.ts';
import { toErrorRecord } from '../errors/error-record.ts';
import type { PackageManifest } from '../loads/manifest.ts';
import { findPackage, readManifest, type LoadPackage } from '../loads/package-folder.ts';
import { prunePackages } from '../loads/prune-packages.ts';
import { loadProject } from '../project/load-project.ts';
import { buildReport } from './build-report.ts';
import type { ExtractedResource } from './extract/extracted-resource.ts';
import { heldPackage } from './held-package.ts';
import { loadSealedPackage } from './load-sealed-package.ts';
import { neighboursOf } from './neighbours.ts';
import { projectDestination } from './project-destination.ts';
import type { SyncReport } from './sync-report.ts';
import type { SyncHost } from './sync-source.ts';
import { warnAboutLoad } from './warn-about-load.ts';

export interface AcceptRequest {
  /** Absolute, without symbolic links. */
  readonly projectRoot: string;
  readonly loadId: string;
}

/**
 * Loads a package that waits, without fetching anything. The caller makes sure that no run of its source works meanwhile.
 * What a person could see before, in the plan of a dry run or in what would be lost, is agreed to; all else that hinders
 * a load still does.
 * @throws DangoError `name-unknown`, `usage-invalid` where there is nothing to load; what fails later is in the report.
 */
export async function acceptPackage({ projectRoot, loadId }: AcceptRequest, host: SyncHost): Promise<SyncReport> {
  const project = loadProject(projectRoot);
  const { paths, settings } = project;
  const found = findPackage(paths.loads, loadId);
  refuseEnded(found);
  const manifest = readManifest(found.folder);
  const destination = projectDestination(project, { signal: host.signal });
  const extracted = extractedOf(manifest);
  const facts = { source: manifest.source, dataset: manifest.dataset, loadId, extracted };
  const neighbours = found.source === manifest.source ? neighboursOf(project, found.source) : undefined;
  const allowsLoss = found.heldKind === 'dry-run' || found.heldKind === 'rows-lost';
  try {
    const outcome = await loadSealedPackage(destination, found.folder, {
      ...host,
      neighbours,
      accepted: { allowsLoss },
    });
    warnAboutLoad(outcome, host.onEvent);
    prunePackages(paths.loads, found.source, settings.retention);
    return buildReport({ ...facts, outcome, held: outcome.waiting });
  } catch (error) {
    if (host.signal.aborted || !DangoError.is(error)) throw error;
    const held = heldPackage(findPackage(paths.loads, loadId));
    return buildReport({ ...facts, outcome: undefined, held, error: toErrorRecord(error) });
  }
}

/** @throws DangoError `usage-invalid`. */
export function refuseEnded({ loadId, state, source }: LoadPackage): void {
  if (state === 'held' || state === 'sealed') return;
  const isEnded = state !== 'open';
  throw new DangoError(
    isEnded
      ? `Load package ${loadId} was ${state} already; its rows are not kept any more.`
      : `Load package ${loadId} is not complete: a run of ${source} still writes it, or was killed while it did.`,
    {
      code: 'usage-invalid',
      hint: isEnded ? 'List the packages that wait with: dango loads list' : `Sync ${source}: what is left of it goes.`,
      context: { load_id: loadId },
    },
  );
}

/** What a package has, as if it had been fetched just now without a request. */
function extractedOf({ resources }: PackageManifest): readonly ExtractedResource[] {
  const names = new Set(resources.map(({ name }) => name));
  return [...names].map((name): ExtractedResource => {
    const [contents, ...moreContents] = resources.filter((resource) => resource.name === name);
    return {
      name,
      status: 'succeeded',
      requests: 0,
      pages: 0,
      bytes: 0,
      rows: [contents, ...moreContents].reduce((sum, one) => sum + (one?.is_list === true ? 0 : (one?.rows ?? 0)), 0),
      durationMs: 0,
      ...(contents === undefined ? {} : { contents }),
      moreContents,
    };
  });
}
