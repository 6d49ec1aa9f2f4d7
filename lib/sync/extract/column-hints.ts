import type { ColumnRole, ColumnTypes, PackageResource } from '../../loads/manifest.ts';
import type { ExactFields } from '../../schema/type-node.ts';
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

/** Types of columns that hold more digits than a double. */
const exactTypes: ReadonlySet<string | undefined> = new Set(['text', 'decimal', 'wei']);

/** The fields of records whose column is told to keep every digit; undefined where there is none. */
export function exactFields(columns: Resource['columns'] = {}): ExactFields | undefined {
  const root: FieldTree = new Map();
  for (const [field, { type }] of Object.entries(columns)) {
    if (!exactTypes.has(type)) continue;
    const keys = keysOf(field);
    let tree = root;
    for (const key of keys.slice(0, -1)) {
      const below = tree.get(key);
      const next: FieldTree = below === undefined || below === true ? new Map() : below;
      tree.set(key, next);
      tree = next;
    }
    const last = keys.at(-1);
    if (last !== undefined && !tree.has(last)) tree.set(last, true);
  }
  return root.size === 0 ? undefined : root;
}

type FieldTree = Map<string, FieldTree | true>;

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
  return keysOf(path).map(normaliseName).join('__');
}

function keysOf(path: string): readonly string[] {
  return parseJsonPath(path).steps.flatMap((step) => (step.type === 'name' ? [step.name] : []));
}
