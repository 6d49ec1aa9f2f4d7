import type { PackageResource } from '../../loads/manifest.ts';
import { typeTreeToJson } from '../../schema/type-tree-json.ts';
import type { Resource } from '../../sdk/resource.ts';
import { columnHints, nestedColumnHints } from './column-hints.ts';
import type { ResourceSpool } from './resource-spool.ts';

/** What of a resource is known when it was read to its end, beside its rows. */
export type ReadFacts = Pick<PackageResource, 'is_full_refresh' | 'replaced_range' | 'incremental' | 'state'>;

/** Ends the spool of a resource, and says what the package has of it: one entry for each table that was filled. */
export function packageContents(
  resource: Resource,
  spool: ResourceSpool,
  { state, ...facts }: ReadFacts,
): readonly PackageResource[] {
  const common = {
    ...facts,
    name: resource.name,
    parent: resource.parent ?? null,
    write_disposition: resource.writeDisposition,
    primary_key: resource.primaryKey,
    columns: columnHints(resource.columns),
    nested_columns: nestedColumnHints(resource.nestedHints),
    ...(typeof resource.tableName === 'function' ? { has_table_per_row: true } : {}),
    ...contractOf(resource),
    ...(resource.maxReplaceLoss === undefined ? {} : { max_loss: resource.maxReplaceLoss }),
    ...(state === undefined ? {} : { state }),
  };
  return [...spool.close()].map(([table, { rows, longestLine, file, types }]) => ({
    ...common,
    table,
    rows,
    longest_line: longestLine,
    files: [file],
    types: typeTreeToJson(types),
  }));
}

/** Nothing where everything is let in. */
function contractOf({ schemaContract }: Resource): Pick<PackageResource, 'contract'> {
  if (schemaContract === undefined || Object.values(schemaContract).every((mode) => mode === 'evolve')) return {};
  const { tables, columns, dataType } = schemaContract;
  return { contract: { tables, columns, data_type: dataType } };
}
