import type { JsonObject } from '../spec/json-value.ts';
import { wordOf } from './json-schema.ts';
import { pagingRole, type PagingRole } from './paging-words.ts';
import { chip, type Chip, type Confidence, type Evidence } from './proposal.ts';
import type { RequestParam } from './request-params.ts';
import type { PagingField } from './response-fields.ts';

/** What is known of how a list goes on. */
export interface PagingFacts {
  readonly params: readonly RequestParam[];
  readonly fields: readonly PagingField[];
  /** Where a `Link` header is described, if one is. */
  readonly linkHeader?: Evidence | undefined;
  /** Whether the records have an `id`, for lists that go on behind the last one. */
  readonly hasId: boolean;
}

type ByRole = Readonly<Partial<Record<PagingRole, RequestParam>>>;

/** Largest page that is asked for, also where the API allows more. */
const largestPage = 1000;

/** How the pages follow each other; undefined where nothing speaks of pages. */
export function proposePagination(facts: PagingFacts): Chip | undefined {
  const byRole = paramsByRole(facts.params);
  if (facts.linkHeader !== undefined) return chip('header_link', 'sure', facts.linkHeader);
  return (
    behindLastRecord(facts, byRole) ??
    byCursor(facts, byRole) ??
    byLink(facts) ??
    byOffset(facts, byRole) ??
    byPage(facts, byRole) ??
    cursorAlone(byRole)
  );
}

/**
 * How the pages of a connection of GraphQL follow each other: its `pageInfo` has the cursor, and a variable of the query sends it.
 * @param param of that variable, as a dotted path in the body; undefined where the query has none.
 */
export function proposeGraphqlPagination(param: string | undefined, fields: readonly PagingField[]): Chip | undefined {
  const next = pick(fields, 'next_cursor');
  if (next === undefined) return undefined;
  const found = { at: next.at, text: `${next.path} in the response` };
  if (param === undefined) {
    const missing =
      'the query has no variable for it: with one, such as $after: String, further pages can be asked for';
    return chip('single_page', 'likely', found, { at: next.at, text: missing });
  }
  const more = fields.find(({ role, steps }) => role === 'has_more_path' && isBeside(steps, next.steps));
  const value = withoutNone({
    type: 'cursor',
    cursor_path: next.path,
    param,
    sent_by: 'json',
    has_more_path: more?.path,
  });
  return chip(value, 'sure', found, { at: next.at, text: `variable ${param} of the query` });
}

function isBeside(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.slice(0, -1).every((step, index) => step === other[index]);
}

function paramsByRole(params: readonly RequestParam[]): ByRole {
  const found: Partial<Record<PagingRole, RequestParam>> = {};
  for (const param of params) {
    const role = roleOf(param);
    if (role !== undefined) found[role] ??= param;
  }
  return found;
}

/** `from` and `start` are positions where they count, and instants elsewhere. */
function roleOf({ name, schema }: RequestParam): PagingRole | undefined {
  const role = pagingRole(name);
  const isInstant = schema['format'] === 'date-time' || schema['format'] === 'date';
  if (role === 'offset' && /^(from|start)$/i.test(name) && (isInstant || schema['type'] === 'string')) return undefined;
  if (role === 'page' && schema['type'] === 'string' && /token|cursor/i.test(wordOf(schema['description'])))
    return 'cursor';
  if (role === 'cursor' && /^after$/i.test(name) && isInstant) return undefined;
  return role;
}

function behindLastRecord({ fields, hasId }: PagingFacts, { after_id: after }: ByRole): Chip | undefined {
  if (after === undefined || !hasId) return undefined;
  const more = fields.find(({ role }) => role === 'has_more_path');
  return chip(
    withoutNone({
      type: 'cursor',
      cursor_from: 'last_record',
      cursor_path: 'id',
      param: after.name,
      sent_by: placeOf(after),
      has_more_path: more?.path,
    }),
    more === undefined ? 'guess' : 'sure',
    { at: after.at, text: `parameter ${after.name}` },
    ...evidenceOf(more),
  );
}

function byCursor({ fields }: PagingFacts, { cursor, page, offset }: ByRole): Chip | undefined {
  // A field at the top that is called as the parameter is what to send next.
  const named = fields.find(({ role, steps }) => role === 'plain' && cursor !== undefined && steps[0] === cursor.name);
  const next = pick(fields, 'next_cursor') ?? named;
  if (next === undefined) return undefined;
  const param = cursor ?? offset ?? page;
  if (param === undefined) return undefined;
  const more = fields.find(({ role }) => role === 'has_more_path');
  const isSure = cursor !== undefined && next.surety === 'sure';
  return chip(
    withoutNone({
      type: 'cursor',
      cursor_path: next.path,
      param: param.name,
      sent_by: placeOf(param),
      has_more_path: more?.path,
    }),
    isSure ? 'sure' : cursor === undefined ? 'guess' : 'likely',
    { at: next.at, text: `${next.path} in the response` },
    { at: param.at, text: `parameter ${param.name}` },
  );
}

function byLink({ fields }: PagingFacts): Chip | undefined {
  const next = pick(fields, 'next_url');
  if (next === undefined) return undefined;
  const value = { type: 'json_link', next_url_path: next.path };
  return chip(value, next.surety, { at: next.at, text: `${next.path} in the response` });
}

function byOffset({ fields }: PagingFacts, { offset, limit }: ByRole): Chip | undefined {
  if (offset === undefined) return undefined;
  const total = fields.find(({ role }) => role === 'total_records_path');
  const more = fields.find(({ role }) => role === 'has_more_path');
  const first = firstNumber(offset);
  const value = withoutNone({
    type: 'offset',
    param: offset.name === 'offset' ? undefined : offset.name,
    sent_by: placeOf(offset),
    start: first === undefined || first === 0 ? undefined : first,
    limit: limit === undefined ? undefined : pageSize(limit),
    limit_param: limit === undefined || limit.name === 'limit' ? undefined : limit.name,
    total_path: total?.path,
    has_more_path: more?.path,
  });
  const isKnown = limit !== undefined && (pageSize(limit) !== undefined || total !== undefined);
  const isSaid = /offset|skip/i.test(offset.name) && (offset.sent === undefined || total !== undefined);
  const confidence: Confidence = !isKnown ? 'guess' : isSaid ? 'sure' : 'likely';
  return chip(value, confidence, said(offset), ...(limit === undefined ? [] : [said(limit)]), ...evidenceOf(total));
}

function byPage({ fields }: PagingFacts, { page, limit }: ByRole): Chip | undefined {
  if (page === undefined) return undefined;
  const first = firstNumber(page);
  const find = (role: PagingField['role']) => fields.find((field) => field.role === role);
  const pages = find('total_path');
  const records = find('total_records_path');
  const more = find('has_more_path');
  const size = limit === undefined ? undefined : pageSize(limit);
  const value = withoutNone({
    type: 'page_number',
    param: page.name === 'page' ? undefined : page.name,
    sent_by: placeOf(page),
    start: first === undefined || first === 1 ? undefined : first,
    limit: size,
    limit_param: size === undefined || limit?.name === 'per_page' ? undefined : limit?.name,
    total_path: pages?.path,
    total_records_path: pages === undefined ? records?.path : undefined,
    has_more_path: more?.path,
  });
  // A list that counts from 0 would lose its first page, so what does not say where it begins is a candidate only.
  const isSaid = first !== undefined && (page.sent === undefined || records !== undefined || pages !== undefined);
  const confidence: Confidence = first === undefined ? 'guess' : isSaid && limit !== undefined ? 'sure' : 'likely';
  return chip(
    value,
    confidence,
    said(page),
    ...(limit === undefined ? [] : [said(limit)]),
    ...evidenceOf(pages ?? records ?? more),
  );
}

function cursorAlone({ cursor }: ByRole): Chip | undefined {
  if (cursor === undefined) return undefined;
  return chip('auto', 'guess', {
    at: cursor.at,
    text: `parameter ${cursor.name}, but no field that says the next one`,
  });
}

/** Number of the first page, as default, smallest value, example or words tell it. */
function firstNumber({ schema, description, sent }: RequestParam): number | undefined {
  const { default: given, minimum } = schema;
  if (given === 0 || given === 1) return given;
  if (
    /\b(start\w*|begin\w*|index\w*|count\w*)\b[^.]{0,30}\b(from|at|with)?\s*(0|zero)\b|zero[- ](based|indexed)|0[- ](based|indexed)/i.test(
      description,
    )
  )
    return 0;
  if (
    /\b(start\w*|begin\w*|index\w*|count\w*)\b[^.]{0,30}\b(from|at|with)?\s*(1|one)\b|one[- ](based|indexed)|1[- ](based|indexed)|first page is 1|default(s| is|:)? ?(to )?`?1\b/i.test(
      description,
    )
  )
    return 1;
  if (minimum === 0 || minimum === 1) return minimum;
  return sent === 0 || sent === 1 ? sent : undefined;
}

function pageSize({ schema, sent }: RequestParam): number | undefined {
  const { maximum, default: given } = schema;
  const sizes = [maximum, sent, given].filter(
    (size): size is number => typeof size === 'number' && Number.isInteger(size) && size > 0,
  );
  const [size] = sizes;
  return size === undefined ? undefined : Math.min(size, largestPage);
}

function said({ name, at, schema, sent }: RequestParam): Evidence {
  const facts = (['default', 'minimum', 'maximum'] as const).flatMap((key) =>
    typeof schema[key] === 'number' ? [`${key} ${schema[key]}`] : [],
  );
  const seen = typeof sent === 'number' ? [`sent as ${sent}`] : [];
  return { at, text: `parameter ${[name, ...facts, ...seen].join(', ')}` };
}

function pick(fields: readonly PagingField[], role: PagingField['role']): PagingField | undefined {
  const found = fields.filter((field) => field.role === role);
  return found.find(({ surety }) => surety === 'sure') ?? found[0];
}

function evidenceOf(field: PagingField | undefined): Evidence[] {
  return field === undefined ? [] : [{ at: field.at, text: `${field.path} in the response` }];
}

function placeOf({ place }: RequestParam): string | undefined {
  return place === 'json' ? 'json' : undefined;
}

function withoutNone(fields: Readonly<Record<string, string | number | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
