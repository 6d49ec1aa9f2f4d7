import type { PackageResource } from '../../loads/manifest.ts';
import type { SchemaKnowledge } from './schema-knowledge.ts';
import type { Catalog } from './table-tree.ts';

/**
 * The resources of a package, together with tables that they filled before and bring nothing for now: where records
 * name their tables, what replaces empties those too.
 */
export function withOwnedTables(
  resources: readonly PackageResource[],
  schemaName: string,
  catalog: Catalog,
  { tablesOf }: Pick<SchemaKnowledge, 'tablesOf'>,
): readonly PackageResource[] {
  const present = new Set(resources.map(({ table }) => table));
  return resources.flatMap((resource) => {
    const { name, has_table_per_row: isDynamic, write_disposition: disposition } = resource;
    if (isDynamic !== true || (disposition !== 'replace' && !resource.is_full_refresh)) return [resource];
    const idle = tablesOf(schemaName, name).filter((table) => catalog.has(table) && !present.has(table));
    for (const table of idle) present.add(table);
    return [
      resource,
      ...idle.map((table) => ({
        ...resource,
        table,
        rows: 0,
        longest_line: 0,
        files: [],
        types: [0, 0, null, null] as const,
      })),
    ];
  });
}
