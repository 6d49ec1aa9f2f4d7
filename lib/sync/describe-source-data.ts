import { existsSync } from 'node:fs';
import { listPackages } from '../loads/package-folder.ts';
import { usersOfModule } from '../project/list-modules.ts';
import { loadProject, type Project } from '../project/load-project.ts';
import { moduleFileOf, modulePath } from '../project/module-file.ts';
import { readSourcesFile } from '../project/sources-file.ts';
import { findSourceNode, openSourcesList } from '../spec/sources-list.ts';
import { namedModules } from '../spec/named-modules.ts';
import type { StoredSourceTable } from '../warehouse/stored-source.ts';
import { pendingPackages, type PendingPackage } from './pending-packages.ts';
import { projectDestination } from './project-destination.ts';
import { savedCursors, type SavedCursor } from './saved-cursors.ts';
import { sourcePlace } from './source-place.ts';

/** All that there is of a source, for a person who is about to remove it. */
export interface SourceData {
  readonly source: string;
  /** Schema in the warehouse; undefined where faults of its settings leave open which one it is. */
  readonly dataset: string | undefined;
  /** Tables that only this source loads into. */
  readonly tables: readonly StoredSourceTable[];
  /** Tables of its dataset that another source loads into as well; they always stay. */
  readonly sharedTables: readonly string[];
  readonly cursors: readonly SavedCursor[];
  /** Packages that were fetched and are not in the warehouse. */
  readonly pending: readonly PendingPackage[];
  /** Undefined for a REST source, and for a module that is not there. */
  readonly module: SourceModule | undefined;
}

export interface SourceModule {
  /** Relative to custom_sources. */
  readonly file: string;
  /** Other sources that use it. */
  readonly otherUsers: readonly string[];
}

/** Reads what there is of a source. @throws DangoError `name-unknown`, `warehouse-locked`. */
export async function describeSourceData(root: string, name: string): Promise<SourceData> {
  const project = loadProject(root);
  findSourceNode(openSourcesList(readSourcesFile(root).text), name);
  const packages = listPackages(project.paths.loads);
  const place = sourcePlace(project, name, packages);
  const stored = place && (await projectDestination(project).readSource(place.dataset, place.owner));
  return {
    source: name,
    dataset: place?.dataset,
    tables: stored?.tables ?? [],
    sharedTables: stored?.sharedTables ?? [],
    cursors: savedCursors(stored?.state.content ?? {}),
    pending: pendingPackages(packages, name),
    module: moduleOfSource(project, name),
  };
}

/** The module that a source runs. */
export function moduleOfSource({ root }: Pick<Project, 'root'>, name: string): SourceModule | undefined {
  const named = namedModules(readSourcesFile(root).text).find(({ source }) => source === name);
  if (named === undefined) return undefined;
  const file = moduleFileOf(named.sourceModule);
  if (!existsSync(modulePath(root, file))) return undefined;
  return { file, otherUsers: usersOfModule(root, file).filter((user) => user !== name) };
}
