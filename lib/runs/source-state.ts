import { createLoadId } from '../loads/load-id.ts';
import { listPackages } from '../loads/package-folder.ts';
import { DangoError } from '../errors/dango-error.ts';
import { loadProject } from '../project/load-project.ts';
import { pendingPackages, type PendingPackage } from '../sync/pending-packages.ts';
import { projectDestination } from '../sync/project-destination.ts';
import { storedPlace } from '../sync/stored-place.ts';
import { withSortedKeys } from '../util/exact-json.ts';
import type { DatasetSchema } from '../warehouse/dataset-schema.ts';
import type { SourceState, StateContent } from '../warehouse/pipeline-state.ts';
import { changeContent, type StateOrder } from './change-content.ts';
import { refuseActiveRuns } from './refuse-active-runs.ts';

type SourceStates = Readonly<Record<string, SourceState>>;

/** What is saved of a source. Keys are snake_case because `--json` prints it as it is. */
export interface SourceStateDocument {
  readonly source: string;
  readonly pipeline_name: string;
  readonly dataset: string;
  /** Grows by one with every change; 0 where nothing was saved yet. */
  readonly state_version: number;
  /** As dlt keeps it: by schema, then by resource. */
  readonly sources: SourceStates;
}

/** A change of a state before it is made. */
export interface StateChangePlan {
  readonly source: string;
  readonly state_version: number;
  readonly before: SourceStates;
  readonly after: SourceStates;
  readonly is_changed: boolean;
  /** Packages that would be held afterwards, because they were fetched from another position. */
  readonly pending: readonly PendingPackage[];
  /** What a person should know, a sentence each. */
  readonly warnings: readonly string[];
}

/** @throws DangoError `name-unknown`, `warehouse-locked`. */
export async function readSourceState(projectRoot: string, name: string): Promise<SourceStateDocument> {
  const { dataset, pipelineName, state } = await readStored(projectRoot, name);
  return {
    source: name,
    pipeline_name: pipelineName,
    dataset,
    state_version: state.version,
    sources: state.content.sources ?? {},
  };
}

/** What a change would do. Writes nothing. @throws DangoError `name-unknown`, `usage-invalid`. */
export async function planStateChange(projectRoot: string, name: string, order: StateOrder): Promise<StateChangePlan> {
  const stored = await readStored(projectRoot, name);
  const { state } = stored;
  if (state.version === 0) {
    throw new DangoError(`Nothing is saved of ${name} yet.`, {
      code: 'name-unknown',
      hint: 'Sync it first; where its first sync begins is said by initial_value of its incremental.',
      context: { source: name },
    });
  }
  const [before, after] = [state.content.sources ?? {}, changeContent(state.content, order).sources ?? {}];
  const pending = pendingPackages(listPackages(loadProject(projectRoot).paths.loads), name);
  return {
    source: name,
    state_version: state.version,
    before,
    after,
    is_changed: textOf(before) !== textOf(after),
    pending: pending.filter((one) => one.state === 'sealed'),
    warnings: appendingAmong(before, after, stored.schemas),
  };
}

/**
 * Makes a change that was planned, in one transaction. Returns the new version of the state.
 * @throws DangoError `usage-invalid` while a run of the source is active, or where the state has moved since.
 */
export async function saveStateChange(projectRoot: string, plan: StateChangePlan): Promise<number> {
  const { dataset, pipelineName, state } = await readStored(projectRoot, plan.source);
  await refuseActiveRuns(projectRoot, plan.source);
  const content: StateContent = { ...state.content, sources: plan.after };
  return await projectDestination(loadProject(projectRoot)).writeState(dataset, {
    pipelineName,
    basedOn: plan.state_version,
    content,
    loadId: createLoadId(),
  });
}

async function readStored(
  projectRoot: string,
  name: string,
): Promise<DatasetSchema & { readonly dataset: string; readonly pipelineName: string }> {
  const project = loadProject(projectRoot);
  const { dataset, pipelineName, schemaNames } = storedPlace(project, name);
  return {
    ...(await projectDestination(project).readSchema(dataset, pipelineName, schemaNames)),
    dataset,
    pipelineName,
  };
}

/** What is read again is appended again. */
function appendingAmong(
  before: SourceStates,
  after: SourceStates,
  schemas: DatasetSchema['schemas'],
): readonly string[] {
  const appending = new Set(
    schemas.flatMap(({ tables }) =>
      Object.values(tables).flatMap(({ resource, write_disposition: disposition, parent }) =>
        parent === undefined && disposition === 'append' && resource !== undefined ? [resource] : [],
      ),
    ),
  );
  const changed = Object.entries(before).flatMap(([source, { resources = {} }]) =>
    Object.keys(resources).filter((name) => textOf(resources[name]) !== textOf(after[source]?.resources?.[name])),
  );
  return changed
    .filter((name) => appending.has(name))
    .map((name) => `${name} appends: rows that the next sync reads again come twice.`);
}

function textOf(value: unknown): string {
  return (
    JSON.stringify(withSortedKeys(value), (_key, field: unknown) =>
      typeof field === 'bigint' ? `${field}n` : field,
    ) ?? ''
  );
}
