import { defaultConcurrency } from './child-spec.ts';
import { flattenResource, type FlatResource } from './flat-resource.ts';
import { toBodyFormat } from './format-spec.ts';
import { incrementalAncestor, movesCursor } from './incremental-ancestor.ts';
import { parentOf, parentsOf } from './parent-of.ts';
import { parsePlaceholders, unescapePlaceholders } from './placeholders.ts';
import { toResponseRules } from './responses-spec.ts';
import { toRetryOptions } from './retry-spec.ts';
import type { Pagination, RestIncremental, RestResource, RestSource, WriteDisposition } from './rest-source.ts';
import { keyOf } from './column-hint.ts';
import { columnHintsOfSpec } from './column-hint-spec.ts';
import { hasKey } from './has-key.ts';
import { dispositionWord, mergeOptionsOf } from './write-disposition-spec.ts';
import { contractOfSpec } from './schema-contract-spec.ts';
import { parseShare } from './share.ts';
import { toProcessingSteps } from './to-processing-steps.ts';
import type { RestApiSourceSpec, RestApiSpec } from './source-spec.ts';
import { toAuth } from './to-auth.ts';
import { toPagination } from './to-pagination.ts';

/**
 * Makes the model that the engine reads of a checked and interpolated source: defaults are merged and filled in,
 * parents named. Throws `config-invalid` when interpolation brought in a broken placeholder.
 */
export function toRestSource({ rest_api: spec }: RestApiSourceSpec): RestSource {
  const flats = spec.resources.map((resource) => flattenResource(resource, spec.resource_defaults));
  return {
    baseUrl: spec.base_url,
    headers: mapHeaders(spec.headers, unescapePlaceholders),
    auth: spec.auth === undefined ? undefined : toAuth(spec.auth),
    rateLimit: toRateLimit(spec),
    concurrency: spec.concurrency,
    retry: toRetryOptions(spec.retry),
    resources: flats.map((flat) => toResource(flat, flats, spec)),
  };
}

function toRateLimit({ rate_limit: rate, base_url: baseUrl }: RestApiSpec): RestSource['rateLimit'] {
  if (typeof rate !== 'object') return rate;
  const { requests, per, shared } = rate;
  if (shared === undefined) return { requests, per };
  return { requests, per, shared: shared === true ? (URL.parse(baseUrl)?.host ?? baseUrl) : shared };
}

function toResource(flat: FlatResource, flats: readonly FlatResource[], spec: RestApiSpec): RestResource {
  const path = flat.path ?? flat.name;
  const isSingle = isSingleEntity(path);
  const columns = columnHintsOfSpec(flat.columns);
  const merge = mergeOptionsOf(flat.write_disposition);
  const mergeKey = keyOf(flat.merge_key, columns, 'mergeKey');
  return {
    name: flat.name,
    path,
    method: flat.method ?? 'GET',
    params: flat.params ?? {},
    json: flat.json,
    form: flat.form,
    body: flat.body,
    headers: mapHeaders(flat.headers),
    auth: flat.auth === undefined ? undefined : toAuth(flat.auth),
    dataSelector: flat.data_selector ?? (isSingle ? '$' : undefined),
    format: toBodyFormat(flat.format),
    pagination: paginationOf(flat, spec, isSingle),
    writeDisposition: dispositionWord(flat.write_disposition) ?? defaultDisposition(flat, flats),
    ...(merge === undefined ? {} : { merge }),
    primaryKey: keyOf(flat.primary_key, columns, 'primaryKey'),
    ...(mergeKey.length === 0 ? {} : { mergeKey }),
    incremental: toIncremental(flat.incremental),
    retry: toRetryOptions(flat.retry),
    responses: toRules(flat, spec),
    selected: flat.selected,
    tableName: flat.table_name,
    maxTableNesting: flat.max_table_nesting,
    nullColumns: flat.null_columns,
    maxReplaceLoss: flat.max_replace_loss === undefined ? undefined : parseShare(flat.max_replace_loss),
    schemaContract: contractOfSpec(flat.schema_contract ?? spec.schema_contract),
    columns,
    parent: parentOf(flat, flats),
    ...toFurtherParents(flat, flats),
    ...toChildSettings(flat, flats),
    steps: flat.steps === undefined ? undefined : toProcessingSteps(flat.steps),
  };
}

function toFurtherParents(flat: FlatResource, flats: readonly FlatResource[]): Partial<RestResource> {
  const [, ...further] = parentsOf(flat, flats);
  return further.length === 0 ? {} : { crossWith: further };
}

function toChildSettings(flat: FlatResource, flats: readonly FlatResource[]): Partial<RestResource> {
  const { for_each, include_from_parent, concurrency, parallelized, on_child_error } = flat;
  if (for_each === undefined && parentOf(flat, flats) === undefined) return {};
  return {
    forEach: for_each,
    includeFromParent: include_from_parent,
    concurrency: parallelized === false ? 1 : (concurrency ?? defaultConcurrency),
    onChildError: on_child_error ?? 'fail',
  };
}

function toRules({ responses = [] }: FlatResource, spec: RestApiSpec): RestResource['responses'] {
  const rules = [...responses, ...(spec.responses ?? [])];
  return rules.length === 0 ? undefined : toResponseRules(rules);
}

/** `/users/{resources.users.id}` leads to one document; a list of them would not end in a placeholder. */
function isSingleEntity(path: string): boolean {
  const parts = parsePlaceholders(path);
  // A query or a slash inside a placeholder's text is not one of the path.
  const plain = parts.map((part) => (part.type === 'resource' ? '\0' : part.text)).join('');
  const segments = plain.replace(/[?#].*$/s, '').split('/');
  return segments.findLast((segment) => segment !== '')?.includes('\0') ?? false;
}

/** The resource's own word (or the defaults') first, then the single page of one document, then the source's. */
function paginationOf(flat: FlatResource, spec: RestApiSpec, isSingle: boolean): Pagination {
  return toPagination(flat.pagination ?? (isSingle ? 'single_page' : (spec.pagination ?? 'auto')));
}

/** What is read from a cursor on, its own or that of a resource above it, is not the whole and must not replace it. */
function defaultDisposition(flat: FlatResource, flats: readonly FlatResource[]): WriteDisposition {
  if (hasKey(flat)) return 'merge';
  return movesCursor(flat) || incrementalAncestor(flat, flats) !== undefined ? 'append' : 'replace';
}

function toIncremental(incremental: FlatResource['incremental']): RestIncremental | undefined {
  if (incremental === undefined) return undefined;
  return {
    cursorPath: incremental.cursor_path,
    initialValue: incremental.initial_value,
    startParam: incremental.start_param,
    endParam: incremental.end_param,
    convert: incremental.convert,
    endValue: incremental.end_value,
    lag: incremental.lag,
    rowOrder: incremental.row_order,
    onCursorValueMissing: incremental.on_cursor_value_missing,
    rangeStart: incremental.range_start,
    rangeEnd: incremental.range_end,
    window: incremental.window,
    perParent: incremental.per_parent,
  };
}

function mapHeaders(headers: RestApiSpec['headers'] = {}, read = (text: string) => text): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, read(String(value))]));
}
