import type { JsonObject, JsonValue } from '../../spec/json-value.ts';
import { escapePlaceholders } from '../../spec/placeholders.ts';
import { isSameJson } from '../../spec/same-json.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { findRecords } from '../find-records.ts';
import { inferSchema } from '../infer-schema.ts';
import type { PlacedSchema } from '../json-schema.ts';
import { proposeIncremental } from '../propose-incremental.ts';
import { proposeKey } from '../propose-key.ts';
import { proposeGraphqlPagination, proposePagination } from '../propose-pagination.ts';
import { chip, type Chip, type ResourceProposal, type ResourceSettings } from '../proposal.ts';
import { pagingFields } from '../response-fields.ts';
import { withoutPositions, type Draft } from './draft.ts';
import { paramsOf, plainJson } from './sample-values.ts';

interface Surroundings {
  /** Below the base URL. */
  readonly path: string;
  readonly name: string;
  /** What the source says already. */
  readonly auth: JsonObject | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

const follow = (placed: PlacedSchema): PlacedSchema => placed;

/** What the requests to an endpoint, and their answers, say of a resource. Credentials are still in it. */
export function settingsOf(
  draft: Draft,
  { path, name, auth, headers }: Surroundings,
): Pick<ResourceProposal, 'kind' | 'settings'> {
  const { at } = draft;
  const answer = draft.answers.find(({ body }) => typeof body === 'object' && body !== null);
  const response: PlacedSchema = { schema: inferSchema(answer?.body), at: answer?.at ?? at };
  const { graphql } = draft;
  const isGraphql = graphql !== undefined;
  const records =
    answer === undefined
      ? { kind: 'unknown' as const }
      : findRecords(response, follow, graphql?.field ?? path, isGraphql);
  const fields = answer === undefined ? [] : pagingFields(response, follow, isGraphql);
  const link = draft.answers.find((one) => /rel="?next/i.test(one.link ?? ''));
  const facts = {
    params: draft.params,
    fields,
    linkHeader: link === undefined ? undefined : { at: link.at, text: 'Link header with rel="next"' },
    hasId: 'record' in records && records.record?.properties.has('id') === true,
  };
  const pagination = isGraphql ? proposeGraphqlPagination(graphql.cursorParam, fields) : proposePagination(facts);
  const record = 'record' in records ? records.record : undefined;
  const own = Object.entries(draft.headers).filter(([key]) => !(key in headers));
  const settings: ResourceSettings = {
    name: chip(name, 'likely', { at, text: path }),
    endpoint: chip(escapePlaceholders(path), 'sure', { at, text: 'path of the request' }),
    method: draft.method === 'POST' ? chip('POST', 'sure', { at, text: 'method of the request' }) : undefined,
    params: mappingChip(withoutPositions(draft.query, sentByPagination(pagination)), at, 'query of the request'),
    headers: mappingChip(
      Object.fromEntries(own.map(([key, value]) => [key, escapePlaceholders(value)])),
      at,
      'headers of the request',
    ),
    auth: authOf(draft, auth),
    ...bodyOf(draft, pagination),
    data_selector: 'selector' in records ? records.selector : undefined,
    pagination,
    primary_key:
      records.kind === 'list' && record !== undefined
        ? proposeKey({ record, name, isChild: false }, follow)
        : undefined,
    incremental: proposeIncremental(record, draft.params, follow),
  };
  return { kind: records.kind, settings };
}

/** Names that a written pagination sends by itself. */
function sentByPagination(pagination: Chip | undefined): string[] {
  if (pagination === undefined || pagination.confidence === 'guess' || !isPlainObject(pagination.value)) return [];
  const { limit, limit_param: limitParam, type } = pagination.value;
  if (limit === undefined) return [];
  return [typeof limitParam === 'string' ? limitParam : type === 'offset' ? 'limit' : 'per_page'];
}

function bodyOf({ body, method, at, graphql }: Draft, pagination: Chip | undefined): Partial<ResourceSettings> {
  if (body === undefined || method !== 'POST') return {};
  const evidence = { at, text: 'body of the request' };
  if (body.type === 'form') return { form: chip<JsonValue>(paramsOf(body.fields), 'sure', evidence) };
  if (body.type === 'text') return { body: chip(escapePlaceholders(body.text), 'sure', evidence) };
  const value = plainJson(body.value);
  const { cursorParam } = graphql ?? {};
  const drop = [...sentByPagination(pagination), ...(cursorParam === undefined ? [] : [cursorParam])];
  const kept = isPlainObject(value) ? withoutPositions(value, drop) : value;
  return { json: chip<JsonValue>(kept, 'sure', evidence) };
}

function authOf(draft: Draft, auth: JsonObject | undefined): Chip | undefined {
  if (isSameJson(draft.auth ?? null, auth ?? null)) return undefined;
  const evidence = draft.authEvidence ?? { at: draft.at, text: 'sent without credentials' };
  return chip<JsonValue>(draft.auth ?? 'none', 'sure', evidence);
}

function mappingChip(value: JsonObject, at: string, text: string): Chip<JsonObject> | undefined {
  return Object.keys(value).length === 0 ? undefined : chip(value, 'sure', { at, text });
}
