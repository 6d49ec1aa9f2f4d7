import { isPlainObject } from '../util/plain-object.ts';
import type { KeyPath } from './key-path.ts';
import type { ResourceDefaultsSpec, ResourceSpec } from './resource-spec.ts';
import type { RestApiSpec } from './source-spec.ts';

/** A resource with its endpoint mapping and the resource_defaults merged into one level, as written otherwise. */
export interface FlatResource extends Omit<ResourceDefaultsSpec, 'endpoint'> {
  readonly name: string;
  /** The endpoint's path; undefined when nobody wrote one. */
  readonly path?: string | undefined;
}

type Flat = Omit<FlatResource, 'name'>;

const mergedKeys = ['params', 'json', 'headers'] as const;

/** Merges the defaults in: params, json and headers key by key, everything else as a whole; the resource wins. */
export function flattenResource(resource: ResourceSpec, defaults: ResourceDefaultsSpec = {}): FlatResource {
  const { name, ...own } = resource;
  const base = flatten(defaults);
  const flat = flatten(own);
  const merged = Object.fromEntries(
    mergedKeys.flatMap((key) => {
      const [below, above] = [base[key], flat[key]];
      return isPlainObject(below) && isPlainObject(above) ? [[key, { ...below, ...above }]] : [];
    }),
  );
  return { ...base, ...flat, ...merged, name };
}

function flatten({ endpoint, ...rest }: ResourceDefaultsSpec): Flat {
  if (endpoint === undefined) return rest;
  return typeof endpoint === 'string' ? { ...rest, path: endpoint } : { ...rest, ...endpoint };
}

/** The keys that are set both at the resource and inside its endpoint mapping. */
export function doubledKeys({ endpoint, ...rest }: ResourceDefaultsSpec): string[] {
  return isPlainObject(endpoint) ? Object.keys(endpoint).filter((key) => key in rest) : [];
}

/** Where in the `rest_api` block a setting of a flat resource was written: at the resource, else in the defaults. */
export function originOf(spec: RestApiSpec, index: number, key: keyof FlatResource): KeyPath {
  const own = pathIn(spec.resources[index] ?? {}, key);
  if (own !== undefined) return ['resources', index, ...own];
  const below = pathIn(spec.resource_defaults ?? {}, key);
  return below === undefined ? ['resources', index] : ['resource_defaults', ...below];
}

function pathIn({ endpoint, ...rest }: ResourceDefaultsSpec, key: keyof FlatResource): KeyPath | undefined {
  if (key in rest) return [key];
  if (isPlainObject(endpoint)) return key in endpoint ? ['endpoint', key] : undefined;
  return key === 'path' && endpoint !== undefined ? ['endpoint'] : undefined;
}
