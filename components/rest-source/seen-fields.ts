import type { PreviewExchange } from '#lib/index.ts';
import { parseJsonPath, selectAll } from '#lib/spec/json-path.ts';
import type { SeenField, SeenFields, SeenResource } from '#lib/spec/seen-fields.ts';
import type { PreviewState } from '../test-panel/preview-state.ts';

/** Records that are looked at, and levels of objects in them. */
const maxRecords = 50;
const maxLevels = 4;

/** What the answers of a test have shown of each resource: the fields of its records and of its responses. */
export function seenFields({ exchanges, tables }: Pick<PreviewState, 'exchanges' | 'tables'>): SeenFields {
  const seen = new Map<string, SeenResource>();
  for (const [resource, own] of byResource(exchanges)) {
    const bodies = own.flatMap(bodyOf);
    const records = own.flatMap(recordsOf).slice(0, maxRecords);
    const columns = tables.find((table) => table.resource === resource && table.parent === undefined)?.columns ?? [];
    seen.set(resource, {
      record: records.length > 0 ? fieldsOf(records) : columns.flatMap(columnField),
      response: bodies.some(Array.isArray) ? [{ path: '$', kind: 'list' }] : fieldsOf(bodies.filter(isObject)),
      headers: [...new Set(own.flatMap(({ responseHeaders }) => Object.keys(responseHeaders)))].sort(),
    });
  }
  return seen;
}

function byResource(exchanges: readonly PreviewExchange[]): Map<string, PreviewExchange[]> {
  const groups = new Map<string, PreviewExchange[]>();
  for (const exchange of exchanges) {
    const { resource, status } = exchange;
    if (resource === undefined || status < 200 || status > 299) continue;
    groups.set(resource, [...(groups.get(resource) ?? []), exchange]);
  }
  return groups;
}

/** Nothing for a body that is no JSON, or of which only the beginning is shown. */
function bodyOf({ responseBody, isBodyCut }: PreviewExchange): unknown[] {
  if (responseBody === undefined || isBodyCut) return [];
  try {
    return [JSON.parse(responseBody)];
  } catch {
    return [];
  }
}

/** Where the engine took them from; where it does not say, as {@link recordsIn} guesses. */
function recordsOf(exchange: PreviewExchange): Readonly<Record<string, unknown>>[] {
  const { recordsPath } = exchange;
  if (recordsPath === undefined) return bodyOf(exchange).flatMap(recordsIn);
  const path = parseJsonPath(recordsPath);
  return bodyOf(exchange).flatMap((body) => selectAll(path, body).flat().filter(isObject));
}

/** The longest list of objects in a response, else the response. */
function recordsIn(body: unknown): Readonly<Record<string, unknown>>[] {
  const lists = listsIn(body, 0).toSorted((left, right) => right.length - left.length);
  return lists[0] ?? (isObject(body) ? [body] : []);
}

function listsIn(value: unknown, level: number): Readonly<Record<string, unknown>>[][] {
  if (Array.isArray(value)) {
    const objects = value.filter(isObject);
    return objects.length === 0 ? [] : [objects];
  }
  if (!isObject(value) || level >= maxLevels) return [];
  return Object.values(value).flatMap((inner) => listsIn(inner, level + 1));
}

function fieldsOf(objects: readonly Readonly<Record<string, unknown>>[]): SeenField[] {
  const kinds = new Map<string, SeenField['kind']>();
  for (const object of objects) collect(object, '', 0, kinds);
  return [...kinds].map(([path, kind]) => ({ path, kind }));
}

function collect(
  object: Readonly<Record<string, unknown>>,
  prefix: string,
  level: number,
  kinds: Map<string, SeenField['kind']>,
): void {
  for (const [key, value] of Object.entries(object)) {
    // Other names need brackets in a path, which nobody types by choosing.
    if (!/^[\w$-]+$/.test(key)) continue;
    const path = prefix + key;
    const known = kinds.get(path);
    if (known === undefined || known === 'null') kinds.set(path, kindOf(value));
    if (isObject(value) && level < maxLevels) collect(value, `${path}.`, level + 1, kinds);
  }
}

function kindOf(value: unknown): SeenField['kind'] {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number' || typeof value === 'boolean') return typeof value === 'number' ? 'number' : 'boolean';
  return typeof value === 'object' ? 'object' : 'text';
}

/** Of a column whose name is that of its field, as far as one can tell. */
function columnField({ name, type }: { readonly name: string; readonly type: string }): SeenField[] {
  if (name.startsWith('_') || name.includes('__')) return [];
  const kind = /INT|DECIMAL|DOUBLE|FLOAT/i.test(type) ? 'number' : type === 'BOOLEAN' ? 'boolean' : 'text';
  return [{ path: name, kind }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
