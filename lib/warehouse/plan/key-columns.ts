import { DangoError } from '../../errors/dango-error.ts';
import type { PackageResource } from '../../loads/manifest.ts';
import { normaliseName } from '../../schema/identifier.ts';
import { pathKey, type PlannedColumn, type ResourcePlan } from '../../schema/table-plan.ts';
import type { RequiredColumn } from './load-plan.ts';

type KeyRole = 'primary key' | 'merge key';

/**
 * The columns of a key: by the path of the field, else by the name of the column.
 * @returns a DangoError `rows-refused` where no record has the field.
 */
export function columnsOfKey(
  resource: PackageResource,
  plan: ResourcePlan,
  role: KeyRole,
): readonly string[] | DangoError {
  if (resource.rows === 0) return [];
  const columns = plan.tables[0]?.columns ?? [];
  const names: string[] = [];
  for (const key of (role === 'primary key' ? resource.primary_key : resource.merge_key) ?? []) {
    const column = columnOfField(columns, key);
    if (column === undefined) return missingKey(resource, role, key, columns);
    names.push(column.name);
  }
  return names;
}

function columnOfField(columns: readonly PlannedColumn[], key: string): PlannedColumn | undefined {
  const paths = [[key], key.split('.')].map(pathKey);
  return (
    columns.find(({ path, owner }) => paths.includes(pathKey(path)) && pathKey(owner) === pathKey(path)) ??
    columns.find(({ name }) => name === key.split('.').map(normaliseName).join('__'))
  );
}

/**
 * What must have a value in each record: keys where rows are merged by them, and columns that are told so.
 * @returns a DangoError `rows-refused` where no record has such a column.
 */
export function requiredColumns(
  resource: PackageResource,
  { tables: [root] }: ResourcePlan,
  { primaryKey, mergeKey }: { readonly primaryKey: readonly string[]; readonly mergeKey: readonly string[] },
): readonly RequiredColumn[] | DangoError {
  const { column_roles: roles = {}, rows, name, table } = resource;
  if (rows === 0) return [];
  const told = Object.keys(roles).filter((column) => roles[column]?.nullable === false);
  const missing = told.find((column) => root?.columns.every((known) => known.name !== column));
  if (missing !== undefined) {
    return new DangoError(`Column ${missing} of ${name} may not be null, but no record has a value for it.`, {
      code: 'rows-refused',
      hint: `Correct columns of ${name}, or take nullable: false away.`,
      context: { resource: name, table, column: missing },
    });
  }
  const isMerge = resource.write_disposition === 'merge';
  const keys: readonly RequiredColumn[] = [
    ...primaryKey.map((column) => ({ column, role: 'primary key' }) as const),
    ...mergeKey.map((column) => ({ column, role: 'merge key' }) as const),
  ];
  return [
    ...(isMerge ? keys : []),
    ...told
      .filter((column) => !isMerge || keys.every((key) => key.column !== column))
      .map((column) => ({ column, role: 'column' }) as const),
  ];
}

function missingKey(
  { name, table }: PackageResource,
  role: KeyRole,
  key: string,
  columns: readonly PlannedColumn[],
): DangoError {
  const variant = columns.find(
    ({ path }) => pathKey(path) === pathKey([key]) || pathKey(path) === pathKey(key.split('.')),
  );
  const context = { resource: name, table };
  if (variant !== undefined) {
    return new DangoError(
      `The ${role} "${key}" of ${name} has another type than its column: it is ${variant.type} now.`,
      {
        code: 'rows-refused',
        hint: `Run "dango sync" with --full-refresh --resource ${name} to make the table anew with the new type.`,
        context,
      },
    );
  }
  return new DangoError(`Resource ${name} has ${role} "${key}", but no record has that field.`, {
    code: 'rows-refused',
    hint: `Correct ${role.replace(' ', '_')} of ${name}; the records have ${columns
      .slice(0, 12)
      .map((column) => column.path.join('.'))
      .join(', ')}.`,
    context,
  });
}
