import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findPackage, readManifest } from '../loads/package-folder.ts';
import { loadProject } from '../project/load-project.ts';
import { describeOutdated } from './describe-outdated.ts';
import { listLoad } from './list-loads.ts';
import type { LoadDescription } from './load-listing.ts';
import { neighboursOf } from './neighbours.ts';
import { plannedChanges } from './planned-changes.ts';
import { projectDestination } from './project-destination.ts';

/**
 * A load package, and, where it waits, what a load of it would do now.
 * @throws DangoError `name-unknown`, `package-invalid`, `warehouse-locked`.
 */
export async function describeLoad(projectRoot: string, loadId: string): Promise<LoadDescription> {
  const project = loadProject(projectRoot);
  const found = findPackage(project.paths.loads, loadId);
  const { folder, state, runId } = found;
  const files = readdirSync(folder)
    .sort()
    .map((name) => ({ name, bytes: statSync(join(folder, name)).size }));
  const facts = { ...listLoad(found), ...(runId === undefined ? {} : { run_id: runId }), files };
  if (state === 'open') return { ...facts, resources: [] };
  const manifest = readManifest(folder);
  const resources = manifest.resources.map((resource) => ({
    name: resource.name,
    table: resource.table,
    write_disposition: resource.write_disposition,
    rows: resource.rows,
    is_full_refresh: resource.is_full_refresh,
  }));
  if (state !== 'held' && state !== 'sealed') return { ...facts, resources };
  const neighbours = found.source === manifest.source ? neighboursOf(project, found.source) : undefined;
  const planned = await projectDestination(project).planLoad(manifest, folder, { neighbours });
  const refused = [...planned.plan.refused].map(([resource, { message }]) => ({ resource, message }));
  return {
    ...facts,
    resources,
    plan: plannedChanges(planned),
    ...(refused.length === 0 ? {} : { refused }),
    ...(planned.outdated === undefined ? {} : { outdated: describeOutdated(planned.outdated, manifest) }),
  };
}
