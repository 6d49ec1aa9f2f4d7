import { isSystemTable } from '../../spec/system-table.ts';
import type { DatasetSchema } from '../dataset-schema.ts';
import { schemaNamesOf } from '../pipeline-state.ts';
import { readCatalog } from './dataset-catalog.ts';
import { readSchemaChanges } from './read-schema-changes.ts';
import { readSchemas } from './read-schemas.ts';
import { readState } from './read-state.ts';
import type { Session } from './session.ts';

/** @param schemaNames those that are the source's beside the ones that its saved state names. */
export async function readDatasetSchema(
  session: Session,
  dataset: string,
  pipelineName: string,
  schemaNames: readonly string[],
): Promise<DatasetSchema> {
  const catalog = await readCatalog(session, dataset);
  const state = await readState(session, catalog, dataset, pipelineName);
  const names = [...new Set([...schemaNames, ...schemaNamesOf(state.content)])];
  const schemas = (await readSchemas(session, catalog, dataset)).filter(({ name }) => names.includes(name));
  const known = new Set(schemas.flatMap(({ tables }) => Object.keys(tables)));
  return {
    state,
    schemas,
    tables: new Map([...catalog].filter(([table]) => known.has(table) && !isSystemTable(table))),
    changes: await readSchemaChanges(session, catalog, dataset, names),
  };
}
