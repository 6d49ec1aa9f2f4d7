import type { ColumnRole, ColumnTypes, PackageResource } from '../../loads/manifest.ts';
import { normaliseName } from '../../schema/identifier.ts';
import type { Resource } from '../../sdk/resource.ts';
import { parseJsonPath } from '../../spec/json-path.ts';

/** The types that a resource tells, by the names that the columns of its root table get. */
export function columnHints(columns: Resource['columns']): ColumnTypes | undefined {
  if (columns === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(columns).flatMap(([field, { type, precision, scale, timezone }]) => {
      if (type === undefined) return [];
      const isPlain = [precision, scale, timezone].every((told) => told === undefined);
      return [[nameOf(field), isPlain ? type : { type, precision, scale, timezone }]];
    }),
  );
}

/** What columns of the root table mean, by their names; undefined where nothing is told. */
export function columnRoles(columns: Resource['columns'] = {}): PackageResource['column_roles'] {
  const roles = Object.entries(columns).flatMap(([field, { nullable, hardDelete, dedupSort }]) => {
    const role: ColumnRole = {
      ...(nullable === false ? { nullable } : {}),
      ...(hardDelete === true ? { hard_delete: hardDelete } : {}),
      ...(dedupSort === undefined ? {} : { dedup_sort: dedupSort }),
    };
    return Object.keys(role).length === 0 ? [] : [[nameOf(field), role] as const];
  });
  return roles.length === 0 ? undefined : Object.fromEntries(roles);
}

/** The same for child tables, by what their names have behind that of the root table. */
export function nestedColumnHints(
  nestedHints: Resource['nestedHints'],
): Readonly<Record<string, ColumnTypes>> | undefined {
  if (nestedHints === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(nestedHints).flatMap(([list, { columns }]) => {
      const types = columnHints(columns);
      return types === undefined ? [] : [[nameOf(list), types]];
    }),
  );
}

function nameOf(path: string): string {
  const names = parseJsonPath(path).steps.flatMap((step) => (step.type === 'name' ? [step.name] : []));
  return names.map(normaliseName).join('__');
}
