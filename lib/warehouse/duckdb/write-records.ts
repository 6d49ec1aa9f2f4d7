import type { PackageManifest } from '../../loads/manifest.ts';
import type { StoredSchema } from '../../schema/stored-schema.ts';
import { encodeNextState, withResources, type PipelineState } from '../pipeline-state.ts';
import type { LoadPlan } from '../plan/load-plan.ts';
import type { Catalog } from '../plan/table-tree.ts';
import type { Session } from './session.ts';
import { writeLoadRecord, writeState } from './system-tables.ts';
import { writeSchema } from './write-schema.ts';

interface WrittenFacts {
  readonly plan: LoadPlan;
  /** After the changes of this load. */
  readonly catalog: Catalog;
  readonly state: PipelineState;
  readonly schemas: readonly StoredSchema[];
}

/** Writes what a load says of itself: schema, cursors and load record. Returns the version of the saved state behind it. */
export async function writeRecords(
  session: Session,
  manifest: PackageManifest,
  { plan, catalog, state, schemas }: WrittenFacts,
): Promise<number> {
  const { dataset, load_id: loadId, pipeline_name: pipelineName, schema_name: schemaName } = manifest;
  const previous = schemas.find(({ name }) => name === schemaName);
  let stateVersion = state.version;
  const hash = await writeSchema(session, manifest, { plan, catalog, previous });
  if (manifest.saves_state) {
    const moving = plan.resources.filter(({ resource }) => !plan.keepsCursor.has(resource.name));
    const content = withResources(
      state.content,
      schemaName,
      moving.map(({ resource }) => resource),
    );
    const next = encodeNextState(state, content, { pipelineName, dataset, schemaName });
    if (next !== undefined) {
      await writeState(session, dataset, { loadId, pipelineName, state: next });
      stateVersion = next.version;
    }
  }
  await writeLoadRecord(session, dataset, { loadId, schemaName, hash });
  return stateVersion;
}
