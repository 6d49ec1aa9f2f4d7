import { isPlainObject } from '../../util/plain-object.ts';
import type { JsonObject, JsonValue } from '../json-value.ts';
import type { KeyPath } from '../key-path.ts';
import type { DltConfig, DltEndpoint, DltResource } from './dlt-config-spec.ts';
import type { Placed } from './dlt-report.ts';

type PlacedFields<Fields> = { readonly [Key in keyof Fields]?: Placed<NonNullable<Fields[Key]>> };

/** A resource of a dlt configuration with its defaults merged in, every value with the place where it is written. */
export interface MergedResource {
  readonly name: string;
  /** Where the resource is written. */
  readonly from: KeyPath;
  readonly fields: PlacedFields<Omit<DltResource, 'name' | 'endpoint' | 'columns'>>;
  /** Of the defaults, then of the resource. */
  readonly columns: readonly Placed<unknown>[];
  readonly endpoint: PlacedFields<Omit<DltEndpoint, 'params' | 'json'>>;
  /** By name. */
  readonly params: Readonly<Record<string, Placed<JsonValue>>>;
  /** One, or several objects of which the later ones win key by key. */
  readonly json: readonly Placed<JsonValue>[];
}

/**
 * The resources of a checked configuration. As in dlt: params and json merge key by key, columns by name, everything
 * else is taken as a whole; a null of the resource takes a default away.
 */
export function mergeDltDefaults({ resources, resource_defaults: defaults }: DltConfig): readonly MergedResource[] {
  const below = readLayer(defaults ?? {}, ['resource_defaults']);
  return resources.map((written, index) => {
    const from: KeyPath = ['resources', index];
    const resource: DltResource = typeof written === 'string' ? { name: written } : written;
    const own = readLayer(resource, from);
    return {
      name: resource.name,
      from: typeof written === 'string' ? from : [...from, 'name'],
      fields: dropNulls({ ...below.fields, ...own.fields }),
      columns: [below.columns, own.columns].filter((layer) => layer !== undefined),
      endpoint: dropNulls({ ...below.endpoint, ...own.endpoint }),
      params: own.params === null ? {} : { ...below.params, ...own.params },
      json: mergeJson(below.json, own.json),
    };
  });
}

interface Layer {
  readonly fields: Readonly<Record<string, Placed<unknown>>>;
  readonly columns: Placed<unknown> | undefined;
  readonly endpoint: Readonly<Record<string, Placed<unknown>>>;
  /** Null: taken away. Undefined: nothing is said. */
  readonly params: Readonly<Record<string, Placed<JsonValue>>> | null | undefined;
  readonly json: Placed<JsonValue> | undefined;
}

function readLayer(owner: Partial<DltResource>, from: KeyPath): Layer {
  const { name: _, endpoint, columns, ...fields } = owner;
  const place = [...from, 'endpoint'];
  const shared = { fields: placeAll(fields, from), columns: placed(columns, [...from, 'columns']) };
  if (typeof endpoint === 'string') {
    return { ...shared, endpoint: { path: { value: endpoint, from: place } }, params: undefined, json: undefined };
  }
  const { params, json, ...rest } = endpoint ?? {};
  return {
    ...shared,
    endpoint: placeAll(rest, place),
    params: params === null || params === undefined ? params : placeParams(params, [...place, 'params']),
    json: json === undefined ? undefined : { value: json, from: [...place, 'json'] },
  };
}

function placeAll(fields: Readonly<Record<string, unknown>>, from: KeyPath): Record<string, Placed<unknown>> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([key, value]) => [key, { value, from: [...from, key] }]));
}

function placeParams(params: JsonObject, from: KeyPath): Record<string, Placed<JsonValue>> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, { value, from: [...from, name] }]));
}

function placed(value: unknown, from: KeyPath): Placed<unknown> | undefined {
  return value === undefined || value === null ? undefined : { value, from };
}

/** The schema has told what each key holds; only the places were added since. */
function dropNulls<Fields>(fields: Readonly<Record<string, Placed<unknown>>>): PlacedFields<Fields> {
  const given = Object.entries(fields).filter(([, { value }]) => value !== null);
  return Object.fromEntries(given) as PlacedFields<Fields>;
}

function mergeJson(
  below: Placed<JsonValue> | undefined,
  own: Placed<JsonValue> | undefined,
): readonly Placed<JsonValue>[] {
  if (own !== undefined && own.value === null) return [];
  const layers = [below, own].filter((layer) => layer !== undefined && layer.value !== null);
  const given = layers.flatMap((layer) => (layer === undefined ? [] : [layer]));
  return given.every(({ value }) => isPlainObject(value)) ? given : given.slice(-1);
}
