import type { PackageResource } from '../../loads/manifest.ts';
import { columnTypeOfHint, type ColumnType } from '../../schema/column-type.ts';
import type { TypeHint } from '../../spec/type-hint.ts';

/** What a resource tells of the type of a column in one of its tables. */
export function typeHintOf(
  { table: root, columns, nested_columns: nested = {} }: PackageResource,
  table: string,
  column: string,
): TypeHint | undefined {
  const suffix = table.slice(root.length + 2);
  const types = table === root ? columns : Object.hasOwn(nested, suffix) ? nested[suffix] : undefined;
  const hint = types !== undefined && Object.hasOwn(types, column) ? types[column] : undefined;
  return typeof hint === 'string' ? { type: hint } : hint;
}

/** The type that a column is made with where the resource tells one. */
export function hintedType(resource: PackageResource, table: string, column: string): ColumnType | undefined {
  const hint = typeHintOf(resource, table, column);
  return hint && columnTypeOfHint(hint);
}
