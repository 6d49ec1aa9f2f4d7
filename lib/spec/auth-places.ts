import type { AuthSpec, ResourceAuthSpec } from './auth-spec.ts';
import type { KeyPath } from './key-path.ts';
import type { ResourceDefaultsSpec } from './resource-spec.ts';
import type { RestApiSpec } from './source-spec.ts';

/** An `auth` block and where it stands, from the `rest_api` block. */
export interface AuthPlace {
  readonly path: KeyPath;
  readonly auth: Exclude<ResourceAuthSpec, 'none'> | AuthSpec;
}

/** Every `auth` block of a source: its own, that of the defaults and those of resources. */
export function authPlaces(spec: RestApiSpec): AuthPlace[] {
  const places: [KeyPath, ResourceAuthSpec | undefined][] = [[['auth'], spec.auth]];
  const add = (base: KeyPath, { auth, endpoint }: ResourceDefaultsSpec) => {
    places.push([[...base, 'auth'], auth]);
    if (typeof endpoint === 'object') places.push([[...base, 'endpoint', 'auth'], endpoint.auth]);
  };
  add(['resource_defaults'], spec.resource_defaults ?? {});
  spec.resources.forEach((resource, index) => add(['resources', index], resource));
  return places.flatMap(([path, auth]) => (auth === undefined || auth === 'none' ? [] : [{ path, auth }]));
}

/** Where in a source a path leads into an `auth` block: the steps below it; undefined for any other place. */
export function stepsBelowAuth(path: KeyPath): KeyPath | undefined {
  if (path[0] !== 'rest_api') return undefined;
  const from = path.indexOf('auth');
  const owner = path.slice(1, from);
  const isBlock =
    owner.length === 0 || owner[0] === 'resource_defaults' || (owner[0] === 'resources' && owner.length > 1);
  // A parameter, header or field may have that name too.
  const rest = owner.filter((step) => typeof step === 'string').slice(1);
  return from > 0 && isBlock && (rest.length === 0 || (rest.length === 1 && rest[0] === 'endpoint'))
    ? path.slice(from + 1)
    : undefined;
}
