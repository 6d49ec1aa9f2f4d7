import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import type { IncrementalState, PackageResource, SourceStateChange } from '../loads/manifest.ts';
import type { JsonObject } from '../spec/json-value.ts';
import { parseExact, stringifyExact, withSortedKeys } from '../util/exact-json.ts';

/** The saved state of a pipeline, as dlt keeps it in `_dlt_pipeline_state`. */
export interface PipelineState {
  /** Grows by one with every change; 0 where nothing was saved yet. */
  readonly version: number;
  readonly content: StateContent;
}

export interface StateContent {
  readonly sources?: Readonly<Record<string, SourceState>>;
  readonly [key: string]: unknown;
}

export interface SourceState {
  readonly resources?: Readonly<Record<string, ResourceState>>;
  readonly [key: string]: unknown;
}

export interface ResourceState {
  readonly incremental?: Readonly<Record<string, IncrementalState>>;
  readonly [key: string]: unknown;
}

export const emptyState: PipelineState = { version: 0, content: {} };

/** Version of dlt's state format. */
export const stateEngineVersion = 4;

export interface StateNames {
  readonly pipelineName: string;
  readonly dataset: string;
  readonly schemaName: string;
}

export interface EncodedState {
  readonly version: number;
  readonly hash: string;
  /** Compressed JSON in base64, dlt's encoding of the `state` column. */
  readonly text: string;
}

/** The next version of a state, ready to be stored; undefined where nothing changed. */
export function encodeNextState(
  saved: PipelineState,
  next: StateContent,
  { pipelineName, dataset, schemaName }: StateNames,
): EncodedState | undefined {
  const content: StateContent = {
    ...next,
    pipeline_name: pipelineName,
    dataset_name: dataset,
    default_schema_name: schemaName,
    schema_names: [...new Set([...schemaNamesOf(next), schemaName])].sort(),
    destination_type: 'dlt.destinations.duckdb',
    destination_name: 'duckdb',
  };
  const hash = stateHash(content);
  if (saved.version > 0 && hash === stateHash(saved.content)) return undefined;
  const version = saved.version + 1;
  const json = stringifyExact({
    ...content,
    _state_version: version,
    _state_engine_version: stateEngineVersion,
    _version_hash: hash,
  });
  return { version, hash, text: deflateSync(json, { level: 9 }).toString('base64') };
}

/** Reads the `state` column. Integers beyond ±2^53 become `bigint`, as everywhere. */
export function decodeState(text: string): PipelineState {
  const json = inflateSync(Buffer.from(text, 'base64')).toString('utf8');
  const content = parseExact(json) as StateContent;
  const { _state_version: version } = content;
  return { version: typeof version === 'number' ? version : 0, content };
}

/** Puts new cursors in, resource by resource; everything else of the state stays as it was. */
export function withIncremental(
  content: StateContent,
  sourceName: string,
  changes: ReadonlyMap<string, Readonly<Record<string, IncrementalState>> | null>,
): StateContent {
  const source = content.sources?.[sourceName] ?? {};
  const resources: Record<string, ResourceState> = { ...source.resources };
  for (const [name, incremental] of changes) {
    const { incremental: _before, ...kept } = resources[name] ?? {};
    if (incremental !== null) resources[name] = { ...kept, incremental };
    else if (Object.keys(kept).length > 0) resources[name] = kept;
    else delete resources[name];
  }
  return { ...content, sources: { ...content.sources, [sourceName]: { ...source, resources } } };
}

/** Puts what resources keep beside their cursors in; it takes the place of what they kept before. */
export function withStates(
  content: StateContent,
  sourceName: string,
  changes: ReadonlyMap<string, JsonObject>,
): StateContent {
  const source = content.sources?.[sourceName] ?? {};
  const resources: Record<string, ResourceState> = { ...source.resources };
  for (const [name, state] of changes) {
    const incremental = resources[name]?.incremental;
    if (incremental === undefined && Object.keys(state).length === 0) delete resources[name];
    else resources[name] = { ...state, ...(incremental === undefined ? {} : { incremental }) };
  }
  return { ...content, sources: { ...content.sources, [sourceName]: { ...source, resources } } };
}

/** Puts what resources wrote into the state of their source in; of a key that several wrote the last value counts. */
export function withSourceState(
  content: StateContent,
  sourceName: string,
  changes: readonly SourceStateChange[],
): StateContent {
  if (changes.length === 0) return content;
  const { resources = {}, ...keys } = content.sources?.[sourceName] ?? {};
  const kept = new Map<string, unknown>(Object.entries(keys));
  for (const { key, value } of changes.toSorted((one, other) => one.at - other.at)) {
    if (value === undefined) kept.delete(key);
    else kept.set(key, value);
  }
  return { ...content, sources: { ...content.sources, [sourceName]: { ...Object.fromEntries(kept), resources } } };
}

/** The state behind a load of these resources: their cursors, what they keep beside them, and what they wrote for the source. */
export function withResources(
  content: StateContent,
  sourceName: string,
  resources: readonly Pick<PackageResource, 'name' | 'incremental' | 'state' | 'source_state'>[],
): StateContent {
  const cursors = new Map(resources.map(({ name, incremental }) => [name, incremental] as const));
  const states = new Map(resources.flatMap(({ name, state }) => (state === undefined ? [] : [[name, state] as const])));
  const ofResources = withStates(withIncremental(content, sourceName, cursors), sourceName, states);
  const ofSource = resources.flatMap((resource) => resource.source_state ?? []);
  return withSourceState(ofResources, sourceName, ofSource);
}

/** Names of the schemas that a pipeline has loaded with. */
export function schemaNamesOf({ schema_names: names }: StateContent): readonly string[] {
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

function stateHash(content: StateContent): string {
  const { _state_version, _state_engine_version, _version_hash, _local, ...rest } = content;
  return createHash('sha3-256')
    .update(stringifyExact(withSortedKeys(rest)))
    .digest('base64');
}
