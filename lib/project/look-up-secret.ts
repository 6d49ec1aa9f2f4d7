import type { SourceSpec } from '../spec/source-spec.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { shownPaths } from './project-paths.ts';
import type { SecretStore } from './secret-store.ts';

/** For whom a value is looked up; decides which sections count. */
export interface SecretOwner {
  /** Name in sources.yml; undefined for a script that runs a module by itself. */
  readonly source: string | undefined;
  /** `source_name` of a module. */
  readonly functionName: string | undefined;
  /** Whether `[sources.rest_api]` counts. */
  readonly isRestApi: boolean;
}

export interface FoundSecret {
  /** Text from the environment and `.env`; from secrets.toml what TOML says. */
  readonly value: unknown;
  /** The place in words, such as `.dlt/secrets.toml [sources.shop] api_key`. */
  readonly origin: string;
  readonly isFromSecretsFile: boolean;
  /** Where secrets.toml holds it; undefined for a value of another place. */
  readonly stored?: StoredPlace;
}

/** A key of secrets.toml. */
export interface StoredPlace {
  /** With dots, such as `sources.shop`; empty for the top level. */
  readonly section: string;
  readonly key: string;
}

export interface SecretLookup {
  /** Undefined when no place has a value. */
  readonly found: FoundSecret | undefined;
  /** Every place in the order in which it is looked at. */
  readonly places: readonly string[];
}

export interface LookUpOptions {
  /** Whether a variable of that very name (or in capitals) counts, beside `SOURCES__<SOURCE>__<NAME>`. Default true. */
  readonly hasBareName?: boolean;
}

export function ownerOf(spec: SourceSpec): SecretOwner {
  if (spec.type === 'rest_api') return { source: spec.name, functionName: undefined, isRestApi: true };
  const { source_name, source_function } = spec.dlt_native;
  return { source: spec.name, functionName: source_name ?? source_function, isRestApi: false };
}

/**
 * Looks a value up: environment, `.env`, `.dlt/secrets.toml`. In the first two dlt's `SOURCES__<SECTION>__<NAME>`
 * comes before the name itself; in the third the sections of the source come before the top level, and a name is found
 * in any case if it is not found as written. An empty text counts as no value.
 *
 * A name such as `credentials.token` is looked for where dlt keeps the credentials of a source: in
 * `[sources.rest_api.<source>.credentials]` and the shorter sections behind it, or `SOURCES__REST_API__…__CREDENTIALS__TOKEN`.
 */
export function lookUpSecret(
  store: SecretStore,
  name: string,
  owner: SecretOwner,
  { hasBareName = true }: LookUpOptions = {},
): SecretLookup {
  const [, credential] = /^credentials\.(.+)$/.exec(name) ?? [];
  if (credential !== undefined) return lookUpCredential(store, credential, owner);
  const sections = sectionsOf(owner);
  const variables = [
    ...new Set([
      ...sections.map((section) => `SOURCES__${section}__${name}`.toUpperCase()),
      ...(hasBareName ? [name, name.toUpperCase()] : []),
    ]),
  ];
  const candidates = [
    ...variables.map((variable) => fromVariables(store.environment, variable, 'environment variable')),
    ...variables.map((variable) => fromVariables(store.dotEnv, variable, shownPaths.environment)),
    ...[...sections.map((section) => ['sources', section]), []].map((path) => fromSecrets(store, path, name)),
  ];
  return firstOf(candidates);
}

function lookUpCredential(store: SecretStore, name: string, { source, isRestApi }: SecretOwner): SecretLookup {
  const kind = isRestApi ? ['rest_api'] : [];
  const own = source === undefined ? [] : [source];
  const owners = [[...kind, ...own], kind, own, []];
  const paths = [...owners.map((steps) => ['sources', ...steps, 'credentials']), ['credentials']];
  const unique = [...new Map(paths.map((path) => [path.join('.'), path] as const)).values()];
  const variables = unique.map((path) => [...path, name].join('__').toUpperCase());
  return firstOf([
    ...variables.map((variable) => fromVariables(store.environment, variable, 'environment variable')),
    ...variables.map((variable) => fromVariables(store.dotEnv, variable, shownPaths.environment)),
    ...unique.map((path) => fromSecrets(store, path, name)),
  ]);
}

function firstOf(candidates: readonly FoundSecret[]): SecretLookup {
  return {
    found: candidates.find(({ value }) => value !== undefined && value !== ''),
    places: candidates.map(({ origin }) => origin),
  };
}

function sectionsOf({ source, functionName, isRestApi }: SecretOwner): string[] {
  const sections = [source, functionName, isRestApi ? 'rest_api' : undefined];
  return [...new Set(sections.filter((section) => section !== undefined))];
}

function fromVariables(variables: SecretStore['environment'], name: string, place: string): FoundSecret {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  return { value, origin: `${place} ${name}`, isFromSecretsFile: false };
}

function fromSecrets({ secrets }: SecretStore, path: readonly string[], name: string): FoundSecret {
  let table: unknown = secrets;
  for (const step of path) table = isPlainObject(table) && Object.hasOwn(table, step) ? table[step] : undefined;
  const key = isPlainObject(table) ? keyOf(table, name) : undefined;
  const value = isPlainObject(table) && key !== undefined ? table[key] : undefined;
  const stored = { section: path.join('.'), key: key ?? name };
  return { value, origin: originInSecrets(path, stored.key), isFromSecretsFile: true, stored };
}

function keyOf(table: Readonly<Record<string, unknown>>, name: string): string | undefined {
  if (Object.hasOwn(table, name)) return name;
  return Object.keys(table).find((key) => key.toLowerCase() === name.toLowerCase());
}

/** `.dlt/secrets.toml [sources.shop] api_key`. */
export function originInSecrets(section: readonly string[], key: string): string {
  return section.length === 0
    ? `${shownPaths.secrets} ${key} (top level)`
    : `${shownPaths.secrets} [${section.join('.')}] ${key}`;
}
