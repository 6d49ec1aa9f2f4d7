import { rmSync } from 'node:fs';
import { DangoError } from '../errors/dango-error.ts';
import { hasEnded, listPackages } from '../loads/package-folder.ts';
import type { Project } from '../project/load-project.ts';
import type { SourceRemoval } from '../warehouse/stored-source.ts';
import { projectDestination } from './project-destination.ts';
import { sourcePlace } from './source-place.ts';

export interface RemovedData {
  /** Tables that were dropped. */
  readonly tables: readonly string[];
  /** Ids of packages that were deleted before they were loaded. */
  readonly packages: readonly string[];
  /** What else a person should know, a sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Removes what a source has in the warehouse, and with its tables the packages that would fill them again. The caller
 * makes sure that no run of the source is active.
 * @throws DangoError `config-invalid` where faults leave open which dataset it is; `warehouse-locked`.
 */
export async function removeSourceData(project: Project, name: string, removal: SourceRemoval): Promise<RemovedData> {
  const packages = listPackages(project.paths.loads);
  const waiting = packages.filter(({ source, state }) => source === name && !hasEnded({ state }));
  if (!removal.dropsTables && !removal.forgetsState) {
    return { tables: [], packages: [], warnings: waiting.length === 0 ? [] : [keptPackages(name, waiting.length)] };
  }
  const place = sourcePlace(project, name, packages);
  if (place === undefined) {
    throw new DangoError(`Which tables are those of ${name} cannot be told, because its settings have faults.`, {
      code: 'config-invalid',
      hint: 'Mend the source first, or remove it and keep its tables and its state.',
      at: project.sources.find((source) => source.name === name)?.at,
    });
  }
  const discarded = removal.dropsTables ? waiting : [];
  // First: a package that outlived its tables would make them again.
  for (const { folder } of discarded) rmSync(folder, { recursive: true, force: true });
  const destination = projectDestination(project);
  const removed = await destination.removeSource(place.dataset, place.owner, removal).catch(explainLock);
  const appending = removal.dropsTables
    ? []
    : (await destination.readSource(place.dataset, place.owner)).tables.filter(({ appends }) => appends);
  return {
    tables: removed.tables.map((table) => table.name),
    packages: discarded.map(({ loadId }) => loadId),
    warnings: [
      ...(removed.sharedTables.length === 0 || !removal.dropsTables
        ? []
        : [`${removed.sharedTables.join(', ')} stayed: another source loads into ${place.dataset} as well.`]),
      ...(appending.length === 0
        ? []
        : [
            `A source named ${name} that is synced again into ${place.dataset} reads everything: the rows of ${appending.map((table) => table.name).join(', ')} come twice.`,
          ]),
      ...(removal.dropsTables || waiting.length === 0 ? [] : [keptPackages(name, waiting.length)]),
    ],
  };
}

function keptPackages(name: string, count: number): string {
  const packages = count === 1 ? 'One load package' : `${count} load packages`;
  return `${packages} of ${name} stayed in .dango/loads, and a source of that name would load what is sealed.`;
}

/** The words of a load speak of what was fetched. */
function explainLock(error: unknown): never {
  if (!DangoError.is(error) || error.code !== 'warehouse-locked') throw error;
  const hint = 'Close that program (or let it finish), then try again: the tables are as they were.';
  throw new DangoError(error.message, { code: error.code, hint, context: error.context, cause: error });
}
