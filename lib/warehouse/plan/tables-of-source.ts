import type { StoredSchema } from '../../schema/stored-schema.ts';
import { isSystemTable } from '../../spec/system-table.ts';
import type { PipelineState } from '../pipeline-state.ts';

/** Whose tables are looked for. */
export interface SourceOwner {
  /** Name of the saved state: the source's name. */
  readonly pipelineName: string;
  /** Schemas that are the source's by its settings, beside those that its saved state names. */
  readonly schemaNames: readonly string[];
  /** Schemas that other sources of the project load into the same dataset. */
  readonly otherSchemaNames: readonly string[];
}

/** What the loads wrote down about a dataset. */
export interface DatasetFacts {
  /** Names of the tables that are there, system tables included. */
  readonly tables: Iterable<string>;
  /** The newest version of each. */
  readonly schemas: readonly StoredSchema[];
  /** Saved states by pipeline. */
  readonly states: ReadonlyMap<string, PipelineState>;
}

/** Those of a dataset that does not exist. */
export const noFacts: DatasetFacts = { tables: [], schemas: [], states: new Map() };

export interface SourceTables {
  /** Tables that loads of this source made, and no other source. */
  readonly own: readonly { readonly name: string; readonly appends: boolean }[];
  /** Tables that another source loads into as well. */
  readonly shared: readonly string[];
  /** Schemas that are this source's alone. */
  readonly schemaNames: readonly string[];
}

/**
 * Tables go by the stored schemas: neither a name nor a dataset proves whose they are. What two sources share belongs to
 * neither of them.
 */
export function tablesOfSource({ tables, schemas, states }: DatasetFacts, owner: SourceOwner): SourceTables {
  const mine = new Set([...owner.schemaNames, ...schemaNamesOf(states.get(owner.pipelineName))]);
  const others = [...states].filter(([pipeline]) => pipeline !== owner.pipelineName);
  const theirs = new Set([...owner.otherSchemaNames, ...others.flatMap(([, state]) => schemaNamesOf(state))]);
  const ownSchemas = schemas.filter(({ name }) => mine.has(name) && !theirs.has(name));
  const foreignTables = new Set(
    schemas.filter((schema) => !ownSchemas.includes(schema)).flatMap((schema) => Object.keys(schema.tables)),
  );
  const claimed = schemas.filter(({ name }) => mine.has(name)).flatMap((schema) => Object.values(schema.tables));
  const present = new Set([...tables].filter((name) => !isSystemTable(name)));
  const known = new Map(claimed.filter(({ name }) => present.has(name)).map((table) => [table.name, table] as const));
  return {
    own: [...known.values()]
      .filter(({ name }) => !foreignTables.has(name))
      .map(({ name, parent, write_disposition: disposition }) => ({
        name,
        appends: parent === undefined && disposition === 'append',
      })),
    shared: [...known.keys()].filter((name) => foreignTables.has(name)),
    schemaNames: ownSchemas.map(({ name }) => name),
  };
}

function schemaNamesOf(state: PipelineState | undefined): readonly string[] {
  const { schema_names: names, default_schema_name: main } = state?.content ?? {};
  return [...(Array.isArray(names) ? names : []), main].filter((name) => typeof name === 'string');
}
