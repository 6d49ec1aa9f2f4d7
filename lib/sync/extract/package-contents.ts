import type { PackageMerge, PackageResource } from '../../loads/manifest.ts';
import { limitNesting } from '../../schema/limit-nesting.ts';
import { typeTreeToJson } from '../../schema/type-tree-json.ts';
import type { Resource } from '../../sdk/resource.ts';
import type { MergeOptions } from '../../spec/merge-options.ts';
import { columnHints, columnRoles, nestedColumnHints } from './column-hints.ts';
import { keysOf, nestedTablesOf, type NestedTable } from '../../sdk/nested-tables.ts';
import { levelsBelow, nestedTableName, type ResourceSpool } from './resource-spool.ts';

/** What of a resource is known when it was read to its end, beside its rows. */
export type ReadFacts = Pick<
  PackageResource,
  'is_full_refresh' | 'replaced_range' | 'incremental' | 'state' | 'source_state'
>;

/** Ends the spool of a resource, and says what the package has of it: one entry for each table that was filled. */
export function packageContents(
  resource: Resource,
  spool: ResourceSpool,
  facts: ReadFacts,
): readonly PackageResource[] {
  const nested = nestedTablesOf(resource.name, resource.nestedHints);
  const common = {
    ...facts,
    name: resource.name,
    parent: resource.parent ?? null,
    write_disposition: resource.writeDisposition,
    primary_key: resource.primaryKey,
    ...mergeOf(resource),
    ...columnsOf(resource, nested),
    ...(typeof resource.tableName === 'function' ? { has_table_per_row: true } : {}),
    ...contractOf(resource),
    ...(resource.nullColumns === 'text' ? { null_columns: 'text' as const } : {}),
    ...(resource.maxReplaceLoss === undefined ? {} : { max_loss: resource.maxReplaceLoss }),
  };
  return [...spool.close()].map(([table, { rows, longestLine, file, types }]) => {
    const own = nested.find((one) => nestedTableName(resource, one) === table);
    const levels = own === undefined ? resource.maxTableNesting : levelsBelow(resource.maxTableNesting, own);
    return {
      ...(own === undefined ? common : { ...common, ...contentsOfNested(resource, own, nested) }),
      table,
      rows,
      longest_line: longestLine,
      files: [file],
      types: typeTreeToJson(levels === undefined ? types : limitNesting(types, levels)),
    };
  });
}

/** What a list with a table of its own says in the place of its resource. */
function contentsOfNested(
  resource: Resource,
  own: NestedTable,
  nested: readonly NestedTable[],
): Partial<PackageResource> & Pick<PackageResource, 'write_disposition' | 'primary_key'> {
  const { mergeKey, merge, columns } = own;
  return {
    is_list: true,
    write_disposition: own.writeDisposition,
    primary_key: own.primaryKey,
    merge: undefined,
    merge_key: undefined,
    column_roles: undefined,
    ...mergeOf({ merge, mergeKey: mergeKey.length === 0 ? undefined : mergeKey, columns }),
    ...columnsOf({ columns, nestedHints: hintsBelow(resource.nestedHints, own) }, nested),
    // Rows that are merged are found by their keys, wherever the range ends; of what appends no range is read.
    replaced_range: undefined,
  };
}

/** What is told of the columns of a table and of its child tables; those of their own tell it themselves. */
function columnsOf(
  { columns, nestedHints = {} }: Pick<Resource, 'columns' | 'nestedHints'>,
  nested: readonly NestedTable[],
): Pick<PackageResource, 'columns' | 'nested_columns'> {
  const ofChildren = Object.entries(nestedHints).filter(([path]) => nested.every((one) => one.path !== path));
  return {
    columns: columnHints(columns),
    nested_columns: ofChildren.length === 0 ? undefined : nestedColumnHints(Object.fromEntries(ofChildren)),
  };
}

/** The hints of lists in the elements of a list, by their paths from there. */
function hintsBelow(hints: Resource['nestedHints'] = {}, { keys }: NestedTable): Resource['nestedHints'] {
  return Object.fromEntries(
    Object.entries(hints).flatMap(([path, hint]) => {
      const deeper = keysOf(path);
      const isBelow = deeper.length > keys.length && keys.every((key, index) => key === deeper[index]);
      return isBelow
        ? [
            [
              deeper
                .slice(keys.length)
                .map((key) => `['${key.replaceAll(/[\\']/g, '\\$&')}']`)
                .join(''),
              hint,
            ],
          ]
        : [];
    }),
  );
}

/** Nothing where nothing is told. */
function mergeOf(
  resource: Pick<Resource, 'merge' | 'mergeKey' | 'columns'>,
): Pick<PackageResource, 'merge' | 'merge_key' | 'column_roles'> {
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
