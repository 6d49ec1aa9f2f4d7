import { flattenResource, originOf, type FlatResource } from './flat-resource.ts';
import { isPlainObject } from '../util/plain-object.ts';
import type { KeyPath } from './key-path.ts';
import { parentsOf } from './parent-of.ts';
import type { RestApiSourceSpec, SourceSpec } from './source-spec.ts';

/** What a change of a source means for the requests that it sends. */
export interface RequestComparison {
  /** True: what was answered to the one version can be evaluated for the other. */
  readonly isSame: boolean;
  /** Keys that touch requests and differ, as places in the later version (in the earlier one where it lacks them). */
  readonly changed: readonly KeyPath[];
}

/**
 * Keys of a resource that only say what becomes of a response: nothing of them is sent. All others count as part of
 * the request, also those that are added to the schema later, so that forgetting one here costs a request and no truth.
 * What decides which records fill a child's placeholders stands here too: the recording tells whether it has them.
 */
export const evaluationKeys: ReadonlySet<string> = new Set<keyof FlatResource>([
  'data_selector',
  'write_disposition',
  'primary_key',
  'merge_key',
  'table_name',
  'columns',
  'schema_contract',
  'max_replace_loss',
  'max_table_nesting',
  'null_columns',
  'include_from_parent',
  'steps',
]);

/** The same for the source itself, and for its block `rest_api` or `dlt_native`. */
export const sourceEvaluationKeys: ReadonlySet<string> = new Set(['enabled', 'description', 'tags']);
export const blockEvaluationKeys: ReadonlySet<string> = new Set(['schema_contract', 'dataset_name']);

/**
 * Tells whether two versions of a source send the same requests, and if not which keys differ. Equal are requests that
 * are written alike once the defaults are merged in; the order of keys counts, because parameters are sent in it. The
 * code of a module is not looked at.
 * @param before checked, see `SourceEntry`.
 * @param resource compare only this resource with those above it, and what the source says for all. Default: everything.
 */
export function compareRequests(
  before: SourceSpec,
  after: SourceSpec,
  { resource }: { readonly resource?: string | undefined } = {},
): RequestComparison {
  const one = partsOf(before, resource);
  const other = partsOf(after, resource);
  const places = new Set([...one.keys(), ...other.keys()]);
  const changed = [...places].flatMap((place) => {
    const [was, is] = [one.get(place), other.get(place)];
    if (was !== undefined && is !== undefined && was.text === is.text) return [];
    return [(is ?? was)?.path ?? []];
  });
  return { isSame: changed.length === 0, changed: onlyOnce(changed) };
}

/** A text that is the same for two versions of a source if, and only if, {@link compareRequests} finds them the same. */
export function requestFingerprint(spec: SourceSpec, options: { readonly resource?: string | undefined } = {}): string {
  const parts = [...partsOf(spec, options.resource)].map(([place, { text }]) => [place, text] as const);
  return JSON.stringify(parts.toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)));
}

interface Part {
  /** The value, in the order of its keys. */
  readonly text: string;
  readonly path: KeyPath;
}

/** All that touches requests, by a name that is the same wherever it is written. */
function partsOf(spec: SourceSpec, resource: string | undefined): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  const put = (place: KeyPath, value: unknown, path: KeyPath): void => {
    if (value !== undefined) parts.set(JSON.stringify(place), { text: JSON.stringify(value), path });
  };
  for (const [key, value] of Object.entries(spec)) {
    if (sourceEvaluationKeys.has(key)) continue;
    if (!isPlainObject(value)) put([key], value, [key]);
    else putBlock(key, value, put);
  }
  if (spec.type === 'rest_api') putResources(spec, resource, put);
  return parts;
}

type Put = (place: KeyPath, value: unknown, path: KeyPath) => void;

const listedApart = new Set(['resources', 'resource_defaults']);

function putBlock(block: string, values: Readonly<Record<string, unknown>>, put: Put): void {
  for (const [key, value] of Object.entries(values)) {
    if (!blockEvaluationKeys.has(key) && !listedApart.has(key)) put([block, key], value, [block, key]);
  }
}

function putResources({ rest_api: spec }: RestApiSourceSpec, wanted: string | undefined, put: Put): void {
  const flats = spec.resources.map((resource) => flattenResource(resource, spec.resource_defaults));
  const names = wanted === undefined ? undefined : lineOf(wanted, flats);
  for (const [index, flat] of flats.entries()) {
    if (names !== undefined && !names.has(flat.name)) continue;
    for (const [key, value] of Object.entries(flat)) {
      if (evaluationKeys.has(key)) continue;
      put(['resources', flat.name, key], value, ['rest_api', ...originOf(spec, index, key as keyof FlatResource)]);
    }
  }
}

/** A resource and all whose records it is read for. */
function lineOf(name: string, flats: readonly FlatResource[]): ReadonlySet<string> {
  const line = new Set<string>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const flat = flats.find((one) => one.name === next);
    if (flat === undefined || line.has(next)) continue;
    line.add(next);
    open.push(...parentsOf(flat, flats));
  }
  return line;
}

function onlyOnce(paths: readonly KeyPath[]): readonly KeyPath[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}
