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

/**
 * Why the rows of a resource must stay out: another source has rows in one of its tables, and all but appending would
 * take them away or end them. Undefined where nobody else has. Pure.
 */
export function findSharedTable(
  { resource, plan, disposition }: ResourceLoad,
  { schemas, tables, at }: Neighbours,
  { schemasOf }: Pick<SchemaKnowledge, 'schemasOf'>,
): DangoError | undefined {
  if (disposition !== 'replace' && disposition !== 'merge') return undefined;
  for (const { name: table } of plan.tables) {
    const [other] = [tables.get(table), ...schemasOf(table).map((schema) => schemas.get(schema))].filter(
      (neighbour) => neighbour !== undefined,
    );
    if (other === undefined) continue;
    return new DangoError(
      `${resource.name} was not loaded: table ${table} has rows of source ${other.source} (${formatLocation(other.at)}), which ${disposition === 'merge' ? 'a merge' : 'a replace'} could take away.`,
      {
        code: 'rows-refused',
        hint: `Give one of the two sources another dataset_name, or ${resource.name} another table name.`,
        at,
        context: { resource: resource.name, table, source: other.source },
      },
    );
  }
  return undefined;
}
