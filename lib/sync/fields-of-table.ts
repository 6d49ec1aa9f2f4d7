import type { PackageManifest } from '../loads/manifest.ts';
import { columnFields } from '../schema/column-fields.ts';
import { typeTreeFromJson } from '../schema/type-tree-json.ts';

/**
 * By column of a root table, the field of the records that it was made of; undefined for other tables.
 * @param manifest of the package that filled the table.
 */
export function fieldsOfTable(
  table: string,
  manifest: Pick<PackageManifest, 'resources'>,
): ReadonlyMap<string, string> | undefined {
  const [only, ...others] = manifest.resources.filter((one) => one.table === table);
  return only === undefined || others.length > 0 ? undefined : columnFields(typeTreeFromJson(only.types));
}
