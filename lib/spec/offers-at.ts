import { getYamlValue } from './get-yaml-value.ts';
import type { JsonValue } from './json-value.ts';
import type { KeyPath } from './key-path.ts';
import type { SeenField, SeenFields, SeenResource } from './seen-fields.ts';

/** Keys of a record's field, and of a place in the response. */
const recordKeys = new Set(['primary_key', 'merge_key', 'row_version_column_name']);
const scalarKeys = new Set(['total_path', 'total_records_path', 'has_more_path', 'next_url_path']);

/** Keys of a step, or of its condition, whose value is the path of a field. */
const stepKeys = new Set(['remove', 'keep', 'explode', 'field']);

/** The kinds of value that a setting asks for; others are offered behind them. */
const fittingKinds: Readonly<Record<string, SeenField['kind']>> = {
  total_path: 'number',
  total_records_path: 'number',
  has_more_path: 'boolean',
  next_url_path: 'text',
};

/**
 * The paths and names that answers of the API have shown and that can stand at a key of sources.yml, the likeliest
 * first; entries of a list count as the list. Empty for keys that ask for something else, and while nothing was seen.
 */
export function offersAt(text: string, path: KeyPath, seen: SeenFields): readonly string[] {
  if (seen.size === 0) return [];
  const at = typeof path.at(-1) === 'number' ? path.slice(0, -1) : path;
  const key = String(at.at(-1));
  const own = resourcesAt(text, at, seen);
  if (key === 'include_from_parent') return pathsOf(parentsOf(text, at, seen).flatMap(({ record }) => record));
  if (recordKeys.has(key)) return pathsOf(scalarsOf(own.flatMap(({ record }) => record)));
  if (key === 'data_selector') {
    const fields = own.flatMap(({ response }) => response);
    return pathsOf([
      ...fields.filter(({ kind }) => kind === 'list'),
      ...fields.filter(({ kind }) => kind === 'object'),
    ]);
  }
  if (key === 'cursor_path') {
    const isOfRecord =
      at.includes('incremental') || getYamlValue(text, [...at.slice(0, -1), 'cursor_from']) === 'last_record';
    return pathsOf(scalarsOf(own.flatMap((one) => (isOfRecord ? one.record : one.response))));
  }
  if (key === 'header' && at.at(-2) === 'pagination') return [...new Set(own.flatMap(({ headers }) => headers))];
  if (scalarKeys.has(key)) return pathsOf(fitting(scalarsOf(own.flatMap(({ response }) => response)), key));
  if (!at.includes('steps') || !stepKeys.has(key)) return [];
  const fields = own.flatMap(({ record }) => record);
  return pathsOf(key === 'explode' ? fields.filter(({ kind }) => kind === 'list') : fields);
}

/** The same for the names of keys in a mapping by fields, such as `columns`. Empty for other mappings. */
export function keyOffersAt(text: string, path: KeyPath, seen: SeenFields): readonly string[] {
  const key = String(path.at(-1));
  const isByField = key === 'columns' || (path.includes('steps') && (key === 'rename' || key === 'map'));
  return isByField ? pathsOf(resourcesAt(text, path, seen).flatMap(({ record }) => record)) : [];
}

/** The resource that a key belongs to; for settings of the source, all of them. */
function resourcesAt(text: string, path: KeyPath, seen: SeenFields): readonly SeenResource[] {
  if (path[3] !== 'resources') return [...seen.values()];
  const name = getYamlValue(text, [...path.slice(0, 5), 'name']);
  const own = typeof name === 'string' ? seen.get(name) : undefined;
  return own === undefined ? [] : [own];
}

/** The resources that are named in the placeholders of the one at a path. */
function parentsOf(text: string, path: KeyPath, seen: SeenFields): readonly SeenResource[] {
  const own = getYamlValue(text, path.slice(0, 5));
  const names = new Set([...textOf(own).matchAll(/\{\+?resources\.([^.{}]+)\./g)].map(([, name]) => name ?? ''));
  return [...names].flatMap((name) => seen.get(name) ?? []);
}

function textOf(value: JsonValue | undefined): string {
  return JSON.stringify(value ?? null, (_, one: unknown) => (typeof one === 'bigint' ? Number(one) : one));
}

function scalarsOf(fields: readonly SeenField[]): readonly SeenField[] {
  return fields.filter(({ kind }) => kind !== 'list' && kind !== 'object');
}

function fitting(fields: readonly SeenField[], key: string): readonly SeenField[] {
  const isFitting = ({ kind }: SeenField) => kind === fittingKinds[key] || kind === 'null';
  return [...fields.filter(isFitting), ...fields.filter((field) => !isFitting(field))];
}

function pathsOf(fields: readonly SeenField[]): readonly string[] {
  return [...new Set(fields.map(({ path }) => path))];
}
