import { DangoError } from '../../errors/dango-error.ts';
import { formatLocation, type SourceLocation } from '../../errors/source-location.ts';
import type { ResourceLoad } from './load-plan.ts';
import type { SchemaKnowledge } from './schema-knowledge.ts';

/** What else loads into the dataset of a source, as far as the project knows. */
export interface Neighbours {
  /** Where the source says, or begins to say, which dataset is its own. */
  readonly at: SourceLocation;
  /** Source by the name of its schema. */
  readonly schemas: ReadonlyMap<string, Neighbour>;
  /** Source by the name of a table that it has loaded. */
  readonly tables: ReadonlyMap<string, Neighbour>;
}

export interface Neighbour {
  readonly source: string;
  readonly at: SourceLocation;
}

/** A table of a resource that another source has loaded into. */
export interface SharedTable {
  readonly table: string;
  readonly other: Neighbour;
}

/** The tables in which a resource could take rows of another source away or end them; what only appends has none. Pure. */
export function findSharedTables(
  load: ResourceLoad,
  { schemas, tables }: Neighbours,
  { schemasOf }: Pick<SchemaKnowledge, 'schemasOf'>,
): readonly SharedTable[] {
  if (deedOf(load) === undefined) return [];
  return load.plan.tables.flatMap(({ name: table }): SharedTable[] => {
    const [other] = [tables.get(table), ...schemasOf(table).map((schema) => schemas.get(schema))].filter(
      (neighbour) => neighbour !== undefined,
    );
    return other === undefined ? [] : [{ table, other }];
  });
}

/** Why the rows of a resource must stay out of a table that has rows of another source. */
export function sharedTableError(
  load: ResourceLoad,
  { table, other }: SharedTable,
  { at }: Pick<Neighbours, 'at'>,
): DangoError {
  const { resource } = load;
  return new DangoError(
    `${resource.name} was not loaded: table ${table} has rows of source ${other.source} (${formatLocation(other.at)}), which ${deedOf(load)} could take away.`,
    {
      code: 'rows-refused',
      hint: `Give one of the two sources another dataset_name, or ${resource.name} another table name.`,
      at,
      context: { resource: resource.name, table, source: other.source },
    },
  );
}

/** What takes rows away; undefined where nothing does. */
function deedOf({ disposition, replacedRows }: ResourceLoad): string | undefined {
  if (disposition === 'merge') return 'a merge';
  if (disposition === 'replace') return 'a replace';
  return replacedRows === undefined ? undefined : 'a range that comes anew';
}
