import type { JsonObject, JsonValue } from '../../spec/json-value.ts';
import { escapePlaceholders } from '../../spec/placeholders.ts';
import { isSameJson } from '../../spec/same-json.ts';
import { createSecretMover, type SecretMover } from '../move-secrets.ts';
import { chip, type ImportKind, type Note, type ResourceProposal, type SourceProposal } from '../proposal.ts';
import { looksLikeId, resourceNames } from '../resource-name.ts';
import { nameOfTitle, nameOfUrl, plainName } from '../source-name.ts';
import { uniqueNames } from '../unique-names.ts';
import { referencesIn } from '../references-in.ts';
import { baseLength } from './choose-base-url.ts';
import { draftOf, joinDrafts, type Draft } from './draft.ts';
import { readGraphql } from './graphql.ts';
import { settingsOf } from './settings-of.ts';
import type { SampleAnswer, SampleRequest } from './sample-request.ts';
import { takeTokenRequests } from './take-token-requests.ts';

/** What was answered to a resource, by its name. */
export type AnswersOf = (resource: string) => readonly SampleAnswer[];

export interface SampleOptions {
  readonly kind: ImportKind;
  readonly title?: string | undefined;
  /** What was noticed before. */
  readonly notes: readonly Note[];
  /** Whether each set of parameters is a resource of its own. False: one for each path. */
  readonly isPerQuery: boolean;
  /** Name of the source. Default: by title and host. */
  readonly name?: string | undefined;
  /** What was answered besides what the requests know themselves. Default: nothing. */
  readonly answersOf?: AnswersOf | undefined;
}

/** Makes a source of requests that were sent. Empty of resources where none of them reads. */
export function proposeFromSamples(requests: readonly SampleRequest[], options: SampleOptions): SourceProposal {
  const notes: Note[] = [...options.notes];
  const readable = takeTokenRequests(requests).filter((request) => isReadable(request, notes));
  const drafts = readable.flatMap((request) => {
    const draft = draftOf(request);
    if (draft === undefined)
      notes.push({
        at: request.at,
        text: `"${shorten(request.url.replace(/\?.*$/, ''))}" is no address, so it is left out`,
      });
    return draft ?? [];
  });
  const origin = commonest(drafts.map((draft) => draft.origin));
  const elsewhere = drafts.filter((draft) => draft.origin !== origin);
  for (const host of new Set(elsewhere.map((draft) => draft.origin))) {
    notes.push({
      at: elsewhere.find((draft) => draft.origin === host)?.at ?? '',
      text: `requests to ${host} are left out: import them as a source of their own`,
    });
  }
  const joined = joinDrafts(
    drafts.filter((draft) => draft.origin === origin),
    options.isPerQuery,
  );
  for (const { at } of joined.differing)
    notes.push({ at, text: 'the same path with other parameters: those of the first request are taken' });
  noteDropped(joined.drafts, notes);
  return assemble(joined.drafts, origin ?? '', { ...options, notes });
}

function assemble(
  drafts: readonly Draft[],
  origin: string,
  { kind, title, notes, name: given, answersOf }: SampleOptions,
): SourceProposal {
  const length = baseLength(drafts.map(({ segments }) => segments));
  const baseUrl = [origin, ...(drafts[0]?.segments.slice(0, length) ?? [])].join('/');
  const byTitle = title === undefined ? '' : nameOfTitle(title);
  const name = given ?? (nameOfUrl(baseUrl) || byTitle || 'api');
  const mover = createSecretMover(name);
  const auth = commonest(drafts.map((draft) => draft.auth).filter((one) => one !== undefined && one !== 'none'));
  const headers = commonHeaders(drafts);
  const unique = uniqueNames();
  const unread: Note[] = [];
  const resources = drafts.map((draft): ResourceProposal => {
    const path = `/${draft.segments.slice(length).join('/')}`;
    const { field, operation } = draft.graphql ?? {};
    const resource = unique(
      ...(field === undefined ? [] : [plainName(field)]),
      ...resourceNames(path),
      title === undefined ? '' : byTitle,
    );
    const answers = [...draft.answers, ...(answersOf?.(resource) ?? [])];
    const settings = settingsOf({ ...draft, answers }, { path, name: resource, auth, headers });
    if (field !== undefined && settings.settings.pagination?.value === 'single_page') {
      unread.push({
        at: draft.at,
        text: `the first page of ${resource} is read and no more: for the others the query needs a variable, such as query ($after: String) { ${field}(after: $after) … }`,
      });
    }
    const moved = moveAll(settings.settings, mover, ['rest_api', 'resources', 0]);
    return {
      id: `${draft.method} ${path}`,
      kind: settings.kind,
      title: draft.title,
      at: draft.at,
      settings: moved,
      parents: [],
      scopes: [],
      values: referencesIn(moved, mover),
      ...(operation === 'query' ? { isQuery: true } : {}),
    };
  });
  const identified = withUniqueIds(resources);
  const first = drafts[0]?.at ?? '';
  const evidence = drafts.find(
    (draft) => draft.authEvidence !== undefined && isSameAuth(draft.auth, auth),
  )?.authEvidence;
  const movedAuth = auth === undefined ? undefined : mover.move(auth, ['rest_api', 'auth']);
  const movedHeaders = mover.move(headers, ['rest_api', 'headers']);
  return {
    kind,
    name: chip(name, given === undefined ? 'likely' : 'sure', { at: first, text: baseUrl }),
    title,
    settings: {
      base_url: chip(baseUrl, 'sure', { at: first, text: 'address of the requests' }),
      headers:
        Object.keys(headers).length === 0
          ? undefined
          : chip(movedHeaders, 'sure', { at: first, text: 'in every request' }),
      auth:
        movedAuth === undefined
          ? undefined
          : chip<JsonObject>(movedAuth, 'sure', ...(evidence === undefined ? [] : [evidence])),
    },
    resources: identified,
    secrets: mover.secrets(),
    answers: answersById(identified, drafts),
    notes: [...notes, ...unread, ...fixedIds(drafts, length)],
  };
}

function answersById(
  resources: readonly ResourceProposal[],
  drafts: readonly Draft[],
): ReadonlyMap<string, SampleAnswer> | undefined {
  const answers = resources.flatMap(({ id }, index): [string, SampleAnswer][] => {
    const answer = drafts[index]?.answers.find(({ body, text }) => body !== undefined && text !== undefined);
    return answer === undefined ? [] : [[id, answer]];
  });
  return answers.length === 0 ? undefined : new Map(answers);
}

function moveAll(
  settings: ResourceProposal['settings'],
  mover: SecretMover,
  path: readonly (string | number)[],
): ResourceProposal['settings'] {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([key, one]) =>
      one === undefined ? [] : [[key, { ...one, value: mover.move(one.value as JsonValue, [...path, key]) }]],
    ),
  ) as unknown as ResourceProposal['settings'];
}

/** What changes something is no source of rows. */
function isReadable({ method, body, at, url }: SampleRequest, notes: Note[]): boolean {
  const { operation = 'query' } = readGraphql(body) ?? {};
  if ((method === 'GET' || method === 'POST') && operation === 'query') return true;
  notes.push({
    at,
    text: `${operation === 'query' ? method : `a GraphQL ${operation}`} ${shorten(url.replace(/\?.*$/, '').replace(/\/\/[^@/]*@/, '//'))} changes something or gives no body, so it is left out`,
  });
  return false;
}

function noteDropped(drafts: readonly Draft[], notes: Note[]): void {
  const names = [
    ...new Set(drafts.flatMap(({ droppedHeaders }) => droppedHeaders.map((name) => name.toLowerCase()))),
  ].sort();
  const [first] = drafts;
  if (names.length > 0 && first !== undefined) {
    notes.push({ at: first.at, text: `headers of a browser or tool are left out: ${names.join(', ')}` });
  }
}

function fixedIds(drafts: readonly Draft[], length: number): Note[] {
  return drafts.flatMap(({ at, segments }) => {
    const id = segments.slice(length).find(looksLikeId);
    return id === undefined
      ? []
      : [
          {
            at,
            text: `"${id}" in the path looks like an id and stays as it is; {resources.NAME.id} in its place reads it for each record of a resource`,
          },
        ];
  });
}

function commonHeaders(drafts: readonly Draft[]): Readonly<Record<string, string>> {
  const [first, ...others] = drafts;
  if (first === undefined) return {};
  return escaped(
    Object.fromEntries(
      Object.entries(first.headers).filter(([name, value]) => others.every(({ headers }) => headers[name] === value)),
    ),
  );
}

function escaped(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, escapePlaceholders(value)]));
}

export function isSameAuth(one: JsonObject | 'none' | undefined, other: JsonObject | 'none' | undefined): boolean {
  return isSameJson(one ?? null, other ?? null);
}

/** The one that comes most often; of several the first. */
function commonest<Value extends JsonValue>(values: readonly Value[]): Value | undefined {
  const counted = values.map((value) => ({ value, count: values.filter((other) => isSameJson(value, other)).length }));
  return counted.toSorted((one, other) => other.count - one.count)[0]?.value;
}

function withUniqueIds(resources: readonly ResourceProposal[]): ResourceProposal[] {
  const unique = uniqueNames();
  return resources.map((resource) => ({ ...resource, id: unique(resource.id) }));
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
