import type { JsonObject, JsonValue } from '../../spec/json-value.ts';
import { escapePlaceholders } from '../../spec/placeholders.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { findRecords, writePath, type FoundRecords } from '../find-records.ts';
import type { Follow } from '../json-schema.ts';
import { isCredentialName } from '../move-secrets.ts';
import { isPagingName, pagingRole } from '../paging-words.ts';
import { proposeIncremental } from '../propose-incremental.ts';
import { proposeKey } from '../propose-key.ts';
import { proposePagination } from '../propose-pagination.ts';
import { chip, type Chip, type Evidence, type ResourceProposal, type ResourceSettings } from '../proposal.ts';
import { pagingFields } from '../response-fields.ts';
import { plainJson, plainText } from '../samples/sample-values.ts';
import { withoutPositions } from '../samples/draft.ts';
import { plainName } from '../source-name.ts';
import type { PathPart } from './link-parents.ts';
import type { Operation, OperationParam } from './operation.ts';

/** An operation with what its response holds. */
export interface ReadOperation {
  readonly operation: Operation;
  readonly name: string;
  readonly records: FoundRecords;
}

/** Where the records of an operation are, and whether there are many. */
export function recordsOf(operation: Operation, follow: Follow): FoundRecords {
  const { response, path, params, isReadable } = operation;
  if (!isReadable) return { kind: 'unknown' };
  const found = response === undefined ? { kind: 'unknown' as const } : findRecords(response, follow, path);
  if (operation.isLines && response !== undefined && found.kind !== 'list') {
    return {
      kind: 'list',
      selector: chip('$', 'sure', { at: response.at, text: 'one JSON value a line' }),
      record: found.record,
    };
  }
  // A path that ends in a parameter leads to one thing, unless its response is a list.
  const isOne = /\}(\.json)?\/?$/.test(path) && found.selector?.value !== '$' && found.selector?.confidence !== 'sure';
  if (isOne) return { kind: 'document', record: found.record };
  const pages = params.filter((param) => param.in === 'query' && pagingRole(param.name) !== undefined).length;
  return found.kind === 'unknown' && pages > 0 ? { ...found, kind: 'list' } : found;
}

export interface Surroundings {
  readonly parts: ReadonlyMap<string, PathPart>;
  readonly itemParam: { readonly name: string; readonly at: string } | undefined;
  readonly follow: Follow;
  /** `auth` where it differs from the source's. */
  readonly auth: Chip | undefined;
  /** Keys that stand beside it in headers and parameters. */
  readonly extra: { readonly headers: JsonObject; readonly params: JsonObject };
  /** Address of its own; empty for below the base URL. */
  readonly server: string;
  /** Headers that the source sends already. */
  readonly sourceHeaders: JsonObject;
  /** Name of a parameter that `auth` sends; empty for none. */
  readonly sentByAuth: string;
}

/** What a resource for an operation would say. */
export function proposeOperation({ operation, name, records }: ReadOperation, around: Surroundings): ResourceProposal {
  const { at, method } = operation;
  const params = operation.params.filter((param) => param.name !== around.sentByAuth);
  const { follow, parts } = around;
  const parents = [...parts.values()].flatMap((part) => (part.type === 'parent' ? [part] : []));
  const { record } = records;
  const query = params.filter((param) => param.in === 'query');
  const asked = [...query, ...operation.bodyParams];
  const isOne = records.kind === 'document';
  const pagination =
    isOne || !operation.isReadable
      ? undefined
      : proposePagination({
          params: asked,
          fields: operation.response === undefined ? [] : pagingFields(operation.response, follow),
          linkHeader: operation.linkHeader,
          hasId: record?.properties.has('id') === true,
        });
  const key =
    isOne || record === undefined
      ? undefined
      : proposeKey({ record, name, itemParam: around.itemParam, isChild: parents.length > 0 }, follow);
  const settings: ResourceSettings = {
    name: chip(name, 'likely', { at, text: operation.path }),
    endpoint: chip(
      endpointOf(operation, around),
      parents.every(({ isSure }) => isSure) ? 'sure' : 'likely',
      { at, text: operation.path },
      ...parents.flatMap(({ evidence }) => evidence),
    ),
    method: method === 'POST' ? chip('POST', 'likely', { at, text: 'a POST that only asks, by its name' }) : undefined,
    params: mapping({ ...around.extra.params, ...needed(query, pagination) }, at, 'required parameters'),
    headers: mapping(
      {
        ...around.extra.headers,
        ...needed(
          params.filter(
            (param) => param.in === 'header' && !isOwnHeader(param.name) && !(param.name in around.sourceHeaders),
          ),
          pagination,
        ),
      },
      at,
      'required headers',
    ),
    json: method === 'POST' ? bodyOf(operation) : undefined,
    auth: around.auth,
    format: operation.isLines
      ? chip('ndjson', 'sure', { at: operation.response?.at ?? at, text: 'one JSON value a line' })
      : undefined,
    data_selector: isOne ? undefined : records.selector,
    pagination,
    primary_key: key,
    incremental: isOne ? undefined : proposeIncremental(record, asked, follow),
  };
  return {
    id: operation.id,
    kind: records.kind,
    title: operation.title,
    at,
    settings,
    parents: [...new Set(parents.map(({ parent }) => parent.id))],
    scopes: [],
    values: [],
  };
}

function endpointOf({ path }: Operation, { parts, server }: Surroundings): string {
  const filled = path
    .split(/(\{[^{}]+\})/)
    .map((piece) => {
      const part = parts.get(piece.slice(1, -1));
      if (!piece.startsWith('{') || part === undefined) return escapePlaceholders(piece.replaceAll('${', () => '$${'));
      return part.type === 'value' ? `\${${part.name}}` : `{resources.${part.parent.name}.${writePath([part.field])}}`;
    })
    .join('');
  return `${server}${filled}`;
}

/** Required parameters that paging and authentication do not send: what the document gives, else a value to ask for. */
function needed(params: readonly OperationParam[], pagination: Chip | undefined): JsonObject {
  const isPaged = pagination !== undefined && pagination.confidence !== 'guess';
  const wanted = params.filter(
    ({ isRequired, name }) => isRequired && !(isPagingName(name) && (isPaged || pagingRole(name) !== 'limit')),
  );
  return Object.fromEntries(
    wanted.map(({ name, given, schema }): [string, JsonValue] => {
      if (given !== undefined && !isCredentialName(name))
        return [name, typeof given === 'string' ? plainJson(plainText(given)) : plainJson(given)];
      const isNumber = schema['type'] === 'integer' && pagingRole(name) === 'limit';
      return [name, isNumber ? 100 : `\${${plainName(name).toUpperCase() || 'VALUE'}}`];
    }),
  );
}

/** Headers that most operations require, such as a tenant or a version: they belong to the source. */
export function commonHeaders(operations: readonly Operation[]): JsonObject {
  const counts = new Map<string, { param: OperationParam; count: number }>();
  for (const param of operations.flatMap(({ params }) => params)) {
    if (param.in !== 'header' || !param.isRequired || isOwnHeader(param.name)) continue;
    counts.set(param.name, { param, count: (counts.get(param.name)?.count ?? 0) + 1 });
  }
  return needed(
    [...counts.values()].filter(({ count }) => count * 4 >= operations.length * 3).map(({ param }) => param),
    undefined,
  );
}

function isOwnHeader(name: string): boolean {
  return /^(accept|content-type|authorization|accept-encoding|accept-language|user-agent|if-.*)$/i.test(name);
}

function bodyOf({ body, at }: Operation): Chip | undefined {
  if (!isPlainObject(body))
    return body === undefined ? chip<JsonValue>({}, 'guess', { at, text: 'no body is described' }) : undefined;
  return chip<JsonValue>(withoutPositions(referencesKept(body)), 'likely', {
    at: `${at}/requestBody`,
    text: 'what the body must have',
  });
}

/** The texts of a described body hold no `${…}` but those that were put in. */
function referencesKept(body: Readonly<Record<string, unknown>>): JsonObject {
  return plainJson(body) as JsonObject;
}

function mapping(value: JsonObject, at: string, text: string): Chip<JsonObject> | undefined {
  const evidence: Evidence = { at: `${at}/parameters`, text };
  return Object.keys(value).length === 0 ? undefined : chip(value, 'sure', evidence);
}
