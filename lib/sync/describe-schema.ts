import { DangoError } from '../errors/dango-error.ts';
import { loadProject } from '../project/load-project.ts';
import type { StoredColumn, StoredSchema, StoredTable } from '../schema/stored-schema.ts';
import type { DatasetSchema } from '../warehouse/dataset-schema.ts';
import { projectDestination } from './project-destination.ts';
import type { SchemaColumn, SchemaDocument, SchemaTable } from './schema-document.ts';
import { schemaToYaml } from './schema-to-yaml.ts';
import { storedPlace } from './stored-place.ts';

/** The tables of a source, or of a script's pipeline, with what their schema says of them. @throws DangoError `name-unknown`. */
export async function describeSchema(projectRoot: string, name: string): Promise<SchemaDocument> {
  const { dataset, schemas, tables } = await readSchema(projectRoot, name);
  const stored = Object.assign({}, ...schemas.map((schema) => schema.tables)) as StoredSchema['tables'];
  return {
    source: name,
    dataset,
    schemas: schemas.map(({ name: schema, version, version_hash: hash }) => ({
      name: schema,
      version,
      version_hash: hash,
    })),
    tables: inTree([...tables].map(([table, columns]) => describeTable(table, columns, stored))),
  };
}

/** The same as dlt exports a schema, one YAML document for each schema. @throws DangoError `name-unknown`. */
export async function exportSchema(projectRoot: string, name: string): Promise<string> {
  const { schemas } = await readSchema(projectRoot, name);
  return schemas.map(schemaToYaml).join('---\n');
}

async function readSchema(projectRoot: string, name: string): Promise<DatasetSchema & { readonly dataset: string }> {
  const project = loadProject(projectRoot);
  const { dataset, pipelineName, schemaNames } = storedPlace(project, name);
  const schema = await projectDestination(project).readSchema(dataset, pipelineName, schemaNames);
  if (schema.schemas.length > 0) return { ...schema, dataset };
  throw new DangoError(`Nothing was loaded from ${name} yet, so there is no schema in ${dataset}.`, {
    code: 'name-unknown',
    hint: `Run "dango sync ${name}" first.`,
    context: { source: name, dataset },
  });
}

function describeTable(
  name: string,
  columns: ReadonlyMap<string, string>,
  stored: Readonly<Record<string, StoredTable>>,
): SchemaTable {
  const table = stored[name];
  const root = rootOf(name, stored);
  const { parent, resource } = { parent: table?.parent, resource: root?.resource };
  const disposition = root?.write_disposition;
  const strategy = root?.['x-merge-strategy'];
  return {
    name,
    ...(parent === undefined ? {} : { parent }),
    ...(resource === undefined ? {} : { resource }),
    ...(disposition === undefined ? {} : { write_disposition: disposition }),
    ...(typeof strategy === 'string' ? { merge_strategy: strategy } : {}),
    columns: [...columns].map(([column, type]) => describeColumn(column, type, table?.columns[column])),
  };
}

function describeColumn(name: string, type: string, stored: StoredColumn | undefined): SchemaColumn {
  if (stored === undefined) return { name, type, nullable: true };
  const { name: _name, data_type: dataType, nullable = true, ...others } = stored;
  const hints = Object.fromEntries(
    Object.entries(others).filter(([hint, value]) => value !== false && !hint.startsWith('x-')),
  );
  return { name, type, data_type: dataType, nullable, ...(Object.keys(hints).length === 0 ? {} : { hints }) };
}

function rootOf(name: string, stored: Readonly<Record<string, StoredTable>>): StoredTable | undefined {
  const passed = new Set<string>();
  let table = stored[name];
  while (table?.parent !== undefined && !passed.has(table.name)) {
    passed.add(table.name);
    table = stored[table.parent];
  }
  return table;
}

/** Each table behind its parent. One whose parent is gone counts as a root. */
function inTree(tables: readonly SchemaTable[]): readonly SchemaTable[] {
  const names = new Set(tables.map(({ name }) => name));
  const below = (parent: string | undefined): readonly SchemaTable[] =>
    tables
      .filter((table) => (table.parent !== undefined && names.has(table.parent) ? table.parent : undefined) === parent)
      .flatMap((table) => [table, ...below(table.name)]);
  return below(undefined);
}
