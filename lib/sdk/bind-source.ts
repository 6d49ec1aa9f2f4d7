import { DangoError } from '../errors/dango-error.ts';
import { toSchemaContract } from '../spec/schema-contract.ts';
import { closestWord } from '../util/closest-word.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { convertParam } from './convert-param.ts';
import { describeParams } from './describe-params.ts';
import type { Resource } from './resource.ts';
import { toSnakeCase } from '../util/snake-case.ts';
import type { Source } from './source.ts';
import { metadataOf, type AnySourceFactory, type SourceMetadata } from './source-factory.ts';

/**
 * Makes the resources of a source.
 * @param values by parameter, in camelCase or snake_case; defaults fill up.
 * @param defaultName name of a source whose definition gives none.
 * @throws DangoError `config-invalid` for unknown or wrong values, `secret-missing`, `module-invalid`; and whatever the
 *   module throws.
 */
export async function bindSource(
  factory: AnySourceFactory,
  values: Readonly<Record<string, unknown>>,
  defaultName?: string,
): Promise<Source> {
  const metadata = metadataOf(factory);
  const name = toSnakeCase(metadata.name ?? defaultName ?? '');
  if (name === '') {
    throw new DangoError('A source has no name.', {
      code: 'module-invalid',
      hint: 'Export it as a constant, or name it: source({ name: "my_api", … }).',
    });
  }
  const produced: unknown = await metadata.produce(completeValues(factory, values, name));
  const resources = await collectResources(produced, name);
  const complete = resources.map((resource) => withDefaults(resource, metadata.defaults));
  return { name, resources: chooseNamed(complete, metadata.resourceNames, name) };
}

function withDefaults(
  resource: Resource,
  { schemaContract, maxTableNesting, nullColumns }: SourceMetadata['defaults'],
): Resource {
  return {
    ...resource,
    maxTableNesting: resource.maxTableNesting ?? maxTableNesting,
    nullColumns: resource.nullColumns ?? nullColumns,
    schemaContract:
      resource.schemaContract ?? (schemaContract === undefined ? undefined : toSchemaContract(schemaContract)),
  };
}

function chooseNamed(
  resources: readonly Resource[],
  wanted: readonly string[] | undefined,
  source: string,
): readonly Resource[] {
  if (wanted === undefined) return resources;
  const names = resources.map(({ name }) => name);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const meant = closestWord(unknown, names);
    throw new DangoError(`withResources() names "${unknown}", which is no resource of source "${source}".`, {
      code: 'module-invalid',
      hint: meant === undefined ? `It has ${names.join(', ')}.` : `Did you mean "${meant}"?`,
      context: { source, resource: unknown },
    });
  }
  return resources.map((resource) => ({ ...resource, selected: wanted.includes(resource.name) }));
}

function completeValues(factory: AnySourceFactory, given: Readonly<Record<string, unknown>>, source: string) {
  const params = describeParams(factory);
  const byKey = new Map(Object.entries(given).map(([key, value]) => [toSnakeCase(key), value]));
  for (const key of Object.keys(given)) {
    if (params.some((param) => param.key === toSnakeCase(key))) continue;
    throw unknownParam(
      key,
      source,
      params.map((param) => param.key),
    );
  }
  const complete: Record<string, unknown> = {};
  for (const param of params) {
    const value = byKey.get(param.key);
    if (value === undefined && param.kind !== 'default') throw missingParam(param.key, param.kind, source);
    complete[param.name] = value === undefined ? param.defaultValue : convertParam(value, param, source);
  }
  return complete;
}

function unknownParam(key: string, source: string, known: readonly string[]): DangoError {
  const meant = closestWord(toSnakeCase(key), known);
  const all = known.length === 0 ? 'It takes none.' : `Use one of: ${known.join(', ')}.`;
  return new DangoError(`Source "${source}" has no parameter "${key}".`, {
    code: 'config-invalid',
    hint: meant === undefined ? all : `Did you mean "${meant}"?`,
    context: { source, parameter: key },
  });
}

function missingParam(key: string, kind: 'secret' | 'required', source: string): DangoError {
  const isSecret = kind === 'secret';
  return new DangoError(`Parameter "${key}" of source "${source}" has no value.`, {
    code: isSecret ? 'secret-missing' : 'config-invalid',
    hint: isSecret
      ? `Add ${key} = "…" under [sources.${source}] in .dlt/secrets.toml.`
      : `Add ${key} to function_kwargs of the source.`,
    context: { source, parameter: key },
  });
}

async function collectResources(produced: unknown, source: string): Promise<readonly Resource[]> {
  const list: unknown[] = isResource(produced) ? [produced] : await listItems(produced);
  const resources = list.filter(isResource);
  if (list.length === 0 || resources.length < list.length) {
    const found = list.length === 0 ? 'none' : 'something that is none';
    throw new DangoError(`resources() of source "${source}" must return resources, but it returned ${found}.`, {
      code: 'module-invalid',
      hint: 'Make each with resource("name", { … }, …) and return them in a list.',
      context: { source },
    });
  }
  const names = resources.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated === undefined) return resources;
  throw new DangoError(`Source "${source}" has two resources named "${repeated}".`, {
    code: 'module-invalid',
    hint: 'Give each resource a name of its own.',
    context: { source, resource: repeated },
  });
}

async function listItems(produced: unknown): Promise<unknown[]> {
  if (typeof produced !== 'object' || produced === null) return produced === undefined ? [] : [produced];
  if (Symbol.asyncIterator in produced) return Array.fromAsync(produced as AsyncIterable<unknown>);
  return Symbol.iterator in produced ? Array.fromAsync(produced as Iterable<unknown>) : [produced];
}

/** By its shape, because it may come from another copy of Dango. */
export function isResource(value: unknown): value is Resource {
  return isPlainObject(value) && typeof value['name'] === 'string' && typeof value['records'] === 'function';
}
