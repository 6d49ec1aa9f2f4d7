import type { JsonObject, JsonValue } from '../../spec/json-value.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { isSameJson } from '../../spec/same-json.ts';
import { pagingRole } from '../paging-words.ts';
import type { Evidence } from '../proposal.ts';
import type { RequestParam } from '../request-params.ts';
import { dropNoise } from './drop-noise.ts';
import { readGraphql, type GraphqlRequest } from './graphql.ts';
import { readCredentials } from './read-credentials.ts';
import type { SampleAnswer, SampleBody, SampleRequest } from './sample-request.ts';
import { paramsOf, paramValue } from './sample-values.ts';
import { splitUrl, type SplitUrl } from './split-url.ts';

/** Requests to one endpoint, taken apart. */
export interface Draft {
  readonly at: string;
  readonly title: string | undefined;
  readonly method: string;
  readonly origin: string;
  /** Parts of the path, as they are encoded. */
  readonly segments: readonly string[];
  readonly auth: JsonObject | 'none' | undefined;
  readonly authEvidence: Evidence | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: JsonObject;
  /** Query parameters, and fields of a JSON body, with what was sent. */
  readonly params: readonly RequestParam[];
  readonly body: SampleBody | undefined;
  /** What it asks of a GraphQL API; undefined for any other request. */
  readonly graphql: GraphqlRequest | undefined;
  readonly answers: readonly SampleAnswer[];
  readonly droppedHeaders: readonly string[];
}

/** @throws nothing; undefined for an address that is none. */
export function draftOf(request: SampleRequest): Draft | undefined {
  const url = splitUrl(request.url);
  if (url === undefined) return undefined;
  const { kept, dropped } = dropNoise(request.headers);
  const read = readCredentials(request, url, kept);
  const headers = Object.fromEntries(read.headers.filter(([name]) => !isTypeOfBody(name, request.body)));
  return {
    at: request.at,
    title: request.title,
    method: request.method,
    origin: url.origin,
    segments: url.path.split('/').slice(1),
    auth: read.auth,
    authEvidence: read.evidence,
    headers,
    query: paramsOf(read.query),
    params: [...queryParams(url, request.at), ...bodyParams(request.body, request.at)],
    graphql: readGraphql(request.body),
    body: request.body,
    answers: request.answers,
    droppedHeaders: dropped,
  };
}

/** JSON and forms say their content type by themselves. */
function isTypeOfBody(name: string, body: SampleBody | undefined): boolean {
  return /^content-type$/i.test(name) && body?.type !== 'text';
}

function queryParams({ query }: SplitUrl, at: string): RequestParam[] {
  return query.map(([name, text]) => ({ ...bareParam(name, at), place: 'query', sent: paramValue(text) }));
}

function bodyParams(body: SampleBody | undefined, at: string): RequestParam[] {
  if (body?.type !== 'json' || !isPlainObject(body.value)) return [];
  return Object.entries(body.value).flatMap(([name, value]) =>
    isPlainObject(value)
      ? Object.entries(value).map(([inner, deeper]) => ({
          ...bareParam(`${name}.${inner}`, at),
          place: 'json' as const,
          sent: deeper,
        }))
      : [{ ...bareParam(name, at), place: 'json' as const, sent: value }],
  );
}

function bareParam(name: string, at: string): Omit<RequestParam, 'place' | 'sent'> {
  return { name, at, isRequired: false, description: '', schema: {} };
}

/** True for a value that only says how far a reader has come. */
export function isPosition(name: string): boolean {
  const role = pagingRole(name);
  return role !== undefined && role !== 'limit';
}

/** A mapping without its positions. @param drop further names to leave out. */
export function withoutPositions(fields: JsonObject, drop: readonly string[] = [], prefix = ''): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, JsonValue][] => {
      const path = `${prefix}${name}`;
      if (drop.includes(path)) return [];
      if (isPlainObject(value)) {
        const kept = withoutPositions(value, drop, `${path}.`);
        const isEmptied = Object.keys(kept).length === 0 && Object.keys(value).length > 0;
        return isEmptied ? [] : [[name, kept]];
      }
      return isPosition(path) && typeof value !== 'object' ? [] : [[name, value]];
    }),
  );
}

/** Joins the requests to one endpoint. Of those that differ in more than their position the first counts. */
export function joinDrafts(drafts: readonly Draft[], isPerQuery: boolean): { drafts: Draft[]; differing: Draft[] } {
  const joined = new Map<string, Draft>();
  const differing: Draft[] = [];
  for (const draft of drafts) {
    const { method, origin, segments, query, body } = draft;
    const position = isPerQuery
      ? [withoutPositions(query, limitNames(query)), bodyKey(body)]
      : [body?.type === 'json' ? bodyKey(body) : ''];
    const key = JSON.stringify([method, origin, segments, position], (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    const known = joined.get(key);
    if (known !== undefined && !isSameJson(withoutPositions(known.query), withoutPositions(query)))
      differing.push(draft);
    joined.set(key, known === undefined ? draft : join(known, draft));
  }
  return { drafts: [...joined.values()], differing };
}

function limitNames(query: JsonObject): string[] {
  return Object.keys(query).filter((name) => pagingRole(name) === 'limit');
}

function bodyKey(body: SampleBody | undefined): unknown {
  if (body?.type === 'json' && isPlainObject(body.value)) return withoutPositions(body.value);
  return body ?? '';
}

/** The lowest position that was sent is the nearest to the first page. */
function join(one: Draft, other: Draft): Draft {
  const lowest = one.params.map((param) => {
    const second = other.params.find(({ name }) => name === param.name);
    return typeof param.sent === 'number' && typeof second?.sent === 'number' && second.sent < param.sent
      ? second
      : param;
  });
  const further = other.params.filter(({ name }) => !one.params.some((param) => param.name === name));
  return { ...one, params: [...lowest, ...further], answers: [...one.answers, ...other.answers] };
}
