import { rmSync } from 'node:fs';
import { DangoError } from '../errors/dango-error.ts';
import { loadProject } from '../project/load-project.ts';
import { modulePath } from '../project/module-file.ts';
import { deleteSource } from '../project/save-sources.ts';
import { readSourcesFile } from '../project/sources-file.ts';
import { removeSource } from '../spec/remove-source.ts';
import { moduleOfSource, type SourceModule } from '../sync/describe-source-data.ts';
import { removeSourceData, type RemovedData } from '../sync/remove-source-data.ts';
import { refuseActiveRuns } from './refuse-active-runs.ts';

export interface SourceRemovalOptions {
  /** `drop`: tables, loads and schema of the source go, and with them its state and the packages that wait. */
  readonly tables: 'keep' | 'drop';
  /** `forget`: a source of that name reads everything again. */
  readonly state: 'keep' | 'forget';
  readonly module: 'keep' | 'delete';
}

export interface RemovedSource extends RemovedData {
  readonly source: string;
  /** Module that was deleted, relative to custom_sources. */
  readonly module: string | undefined;
}

/**
 * Removes a source with what there is of it. Its entry in sources.yml goes last, so that what was interrupted can be
 * done again.
 * @throws DangoError `name-unknown`; `usage-invalid` while a run of it is active, for a module that others use, and for
 *   a state without its tables; `config-invalid`, `warehouse-locked`, `warehouse-failed`.
 */
export async function removeSourceAndData(
  root: string,
  name: string,
  { tables, state, module: moduleFate }: SourceRemovalOptions,
): Promise<RemovedSource> {
  if (tables === 'drop' && state === 'keep') {
    throw new DangoError('A cursor without its tables would leave out the rows that are dropped.', {
      code: 'usage-invalid',
      hint: 'Forget the state with the tables, or keep both.',
    });
  }
  const project = loadProject(root);
  // Told before anything is removed: an unknown name, or a file that cannot be changed.
  removeSource(readSourcesFile(root).text, name);
  await refuseActiveRuns(root, name);
  const module = moduleFate === 'delete' ? moduleOfSource(project, name) : undefined;
  refuseUsedModule(module);
  const removed = await removeSourceData(project, name, {
    dropsTables: tables === 'drop',
    forgetsState: state === 'forget',
  });
  if (module !== undefined) rmSync(modulePath(root, module.file), { force: true });
  deleteSource(root, name);
  return { source: name, ...removed, module: module?.file };
}

function refuseUsedModule(module: SourceModule | undefined): void {
  if (module === undefined || module.otherUsers.length === 0) return;
  throw new DangoError(`custom_sources/${module.file} is used by ${module.otherUsers.join(', ')} too.`, {
    code: 'usage-invalid',
    hint: 'Keep the module, or remove those sources first.',
  });
}
