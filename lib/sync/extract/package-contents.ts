import type { PackageMerge, PackageResource } from '../../loads/manifest.ts';
import { limitNesting } from '../../schema/limit-nesting.ts';
import { typeTreeToJson } from '../../schema/type-tree-json.ts';
import type { Resource } from '../../sdk/resource.ts';
import type { MergeOptions } from '../../spec/merge-options.ts';
import { columnHints, columnRoles, nestedColumnHints } from './column-hints.ts';
import type { ResourceSpool } from './resource-spool.ts';

/** What of a resource is known when it was read to its end, beside its rows. */
export type ReadFacts = Pick<PackageResource, 'is_full_refresh' | 'replaced_range' | 'incremental' | 'state'>;

/** Ends the spool of a resource, and says what the package has of it: one entry for each table that was filled. */
export function packageContents(
  resource: Resource,
  spool: ResourceSpool,
  { state, ...facts }: ReadFacts,
): readonly PackageResource[] {
  const { maxTableNesting } = resource;
  const common = {
    ...facts,
    name: resource.name,
    parent: resource.parent ?? null,
    write_disposition: resource.writeDisposition,
    primary_key: resource.primaryKey,
    ...mergeOf(resource),
    columns: columnHints(resource.columns),
    nested_columns: nestedColumnHints(resource.nestedHints),
    ...(typeof resource.tableName === 'function' ? { has_table_per_row: true } : {}),
    ...contractOf(resource),
    ...(resource.nullColumns === 'text' ? { null_columns: 'text' as const } : {}),
    ...(resource.maxReplaceLoss === undefined ? {} : { max_loss: resource.maxReplaceLoss }),
    ...(state === undefined ? {} : { state }),
  };
  return [...spool.close()].map(([table, { rows, longestLine, file, types }]) => ({
    ...common,
    table,
    rows,
    longest_line: longestLine,
    files: [file],
    types: typeTreeToJson(maxTableNesting === undefined ? types : limitNesting(types, maxTableNesting)),
  }));
}

/** Nothing where nothing is told. */
function mergeOf(resource: Resource): Pick<PackageResource, 'merge' | 'merge_key' | 'column_roles'> {
  const { merge, mergeKey, columns } = resource;
  const roles = columnRoles(columns);
  return {
    ...(merge === undefined ? {} : { merge: packedMerge(merge) }),
    ...(mergeKey === undefined ? {} : { merge_key: mergeKey }),
    ...(roles === undefined ? {} : { column_roles: roles }),
  };
}

function packedMerge(merge: MergeOptions): PackageMerge {
  const { strategy, deduplicated, validityColumnNames: names, rowVersionColumnName: version } = merge;
  const { activeRecordTimestamp: active, boundaryTimestamp: boundary } = merge;
  return {
    strategy,
    ...(deduplicated === undefined ? {} : { deduplicated }),
    ...(names === undefined ? {} : { validity_column_names: names }),
    ...(active === undefined ? {} : { active_record_timestamp: active }),
    ...(boundary === undefined ? {} : { boundary_timestamp: boundary }),
    ...(version === undefined ? {} : { row_version_column_name: version }),
  };
}

/** Nothing where everything is let in. */
function contractOf({ schemaContract }: Resource): Pick<PackageResource, 'contract'> {
  if (schemaContract === undefined || Object.values(schemaContract).every((mode) => mode === 'evolve')) return {};
  const { tables, columns, dataType } = schemaContract;
  return { contract: { tables, columns, data_type: dataType } };
}
