import { DangoError } from '../../errors/dango-error.ts';
import { isSameJson } from '../../spec/same-json.ts';
import type { JsonObject } from '../../spec/json-value.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { textOf, wordOf, type SchemaObject } from '../json-schema.ts';
import { createSecretMover, type SecretMover } from '../move-secrets.ts';
import { chip, type Chip, type Note, type ResourceProposal, type SourceProposal } from '../proposal.ts';
import { referencesIn } from '../references-in.ts';
import { resourceNames } from '../resource-name.ts';
import { nameOfTitle, nameOfUrl } from '../source-name.ts';
import { uniqueNames } from '../unique-names.ts';
import { createFollow, type DocumentSet } from './document-set.ts';
import { authOfParams } from './auth-of-params.ts';
import { barePath, linkPath, type ParentCandidate } from './link-parents.ts';
import { listOperations } from './list-operations.ts';
import type { Operation } from './operation.ts';
import { commonHeaders, proposeOperation, recordsOf, type ReadOperation } from './propose-operation.ts';
import { readSecurity, type Security, type SecurityChoice } from './read-security.ts';
import { lacksHost, readServer, readServerUrl } from './read-server.ts';

export interface OpenapiOptions {
  /** What the document is called, for errors. */
  readonly file: string;
  /** Where it came from, if from an address. */
  readonly address?: string | undefined;
  /** Name of the source. Default: by title. */
  readonly name?: string | undefined;
}

/**
 * Reads an OpenAPI document of version 2.0, 3.0, 3.1 or 3.2.
 * @throws DangoError `config-invalid` for another version, and for a document without anything to read, with the place.
 */
export function readOpenapi(set: DocumentSet, { file, address, name: given }: OpenapiOptions): SourceProposal {
  const document = requireDocument(set.documents.get(set.root), file);
  const notes: Note[] = [];
  const follow = createFollow(set);
  const title = isPlainObject(document['info']) ? textOf(document['info']['title']) : undefined;
  const baseUrl = readServer(document, address, notes);
  const name = given ?? (nameOfTitle(title ?? '') || nameOfUrl(baseUrl.value) || 'api');
  const { operations, count } = listOperations(document, file, follow, notes);
  if (operations.length === 0) throw nothingToRead(file, count, set.faults?.[0]);
  const reference = (word: string): string => `\${${`${name}_${word}`.toUpperCase()}}`;
  const security = readSecurity(document, follow, reference, baseUrl.value, notes);
  const read = named(operations.map((operation) => ({ operation, records: recordsOf(operation, follow) })));
  const lists = parentCandidates(read);
  const items = itemParams(operations);
  const effective = new Map(operations.map((operation) => [operation.id, securityOf(operation, document, security)]));
  const schemed = commonestAuth([...effective.values()]);
  const auth = schemed ?? authOfParams(operations, reference);
  const mover = createSecretMover(name);
  const headers = commonHeaders(operations);
  const resources = read.map((one): ResourceProposal => {
    const { operation } = one;
    const choice = effective.get(operation.id);
    const proposal = proposeOperation(one, {
      parts: linkPath(operation.path, operation.at, lists, follow),
      itemParam: items.get(barePath(operation.path)),
      follow,
      auth: authOf(choice, auth, operation),
      extra: choice === undefined || choice === 'none' ? { headers: {}, params: {} } : choice,
      sourceHeaders: headers,
      sentByAuth: schemed === undefined && auth !== undefined ? wordOf(auth.value['name'] ?? 'Authorization') : '',
      server: operation.server === undefined ? '' : otherServer(operation, baseUrl.value, address, notes),
    });
    return { ...proposal, scopes: scopesOf(choice), values: valuesOf(proposal, choice, mover) };
  });
  return {
    kind: 'openapi',
    name: chip(name, given === undefined ? 'likely' : 'sure', { at: '#/info/title', text: title ?? baseUrl.value }),
    title,
    settings: {
      base_url: baseUrl,
      headers:
        Object.keys(headers).length === 0
          ? undefined
          : chip(headers, 'sure', { at: '#/paths', text: 'required by most operations' }),
      auth: auth === undefined ? undefined : { ...auth, value: withoutScopes(auth.value) },
    },
    resources,
    secrets: [],
    notes: [...notes, ...left(count, operations.length), ...(set.faults ?? [])],
  };
}

function requireDocument(value: unknown, file: string): SchemaObject {
  const version = isPlainObject(value) ? wordOf(value['swagger'] ?? value['openapi']) : '';
  if (isPlainObject(value) && /^(2(\.0)?|3(\.[012].*)?)$/.test(version)) return value;
  throw new DangoError(
    `${file} is no OpenAPI document of version 2.0 to 3.2: ${version === '' ? 'it names no version' : `its version is ${version}`}`,
    {
      code: 'config-invalid',
      hint: 'Look for a newer one of the same API.',
    },
  );
}

function nothingToRead(file: string, count: number, fault: Note | undefined): DangoError {
  return new DangoError(
    `${file} describes nothing that reads: ${count === 0 ? '#/paths is empty' : `none of its ${count} operations is a GET, or a POST that searches`}`,
    {
      code: 'config-invalid',
      hint:
        fault === undefined
          ? 'Write the resource by hand: dango source new NAME.'
          : `Mend ${fault.at === '#' ? 'the document' : fault.at}, which is ${fault.text}.`,
    },
  );
}

/** Short paths choose their names first, so that `/users` is `users` and `/groups/{id}/users` is `groups_users`. */
function named(read: readonly Omit<ReadOperation, 'name'>[]): ReadOperation[] {
  const unique = uniqueNames();
  const depth = ({ operation: { path, method } }: Omit<ReadOperation, 'name'>) =>
    path.split('/').length * 2 + (path.includes('{') ? 20 : 0) + (method === 'POST' ? 1 : 0);
  const names = new Map(
    read
      .toSorted((one, other) => depth(one) - depth(other))
      .map((one) => [one.operation.id, unique(...resourceNames(one.operation.path))] as const),
  );
  return read.map((one) => ({ ...one, name: names.get(one.operation.id) ?? '' }));
}

function parentCandidates(read: readonly ReadOperation[]): Map<string, ParentCandidate> {
  const lists = new Map<string, ParentCandidate>();
  for (const { operation, name, records } of read) {
    if (records.kind !== 'list' || operation.method !== 'GET') continue;
    lists.set(barePath(operation.path), {
      id: operation.id,
      name,
      path: operation.path,
      record: records.record,
      at: operation.at,
    });
  }
  return lists;
}

/** Parameters that read one record, by the path of the list in front of them. */
function itemParams(operations: readonly Operation[]): Map<string, { name: string; at: string }> {
  const items = new Map<string, { name: string; at: string }>();
  for (const { path, at } of operations) {
    const [, list, name] = /^(.*)\/\{([^{}]+)\}(?:\.json)?\/?$/.exec(path) ?? [];
    if (list !== undefined && name !== undefined) items.set(barePath(list), { name, at });
  }
  return items;
}

/** What an operation needs; `none` where it says that it needs nothing. */
function securityOf(
  { security: own }: Operation,
  document: SchemaObject,
  security: Security,
): SecurityChoice | 'none' | undefined {
  const requirements = own ?? document['security'];
  if (Array.isArray(requirements)) return requirements.length === 0 ? 'none' : security.read(requirements);
  return security.read(security.names.map((name) => ({ [name]: [] })));
}

function commonestAuth(choices: readonly (SecurityChoice | 'none' | undefined)[]): Chip<JsonObject> | undefined {
  const counts = new Map<string, { auth: Chip<JsonObject>; count: number }>();
  for (const choice of choices) {
    if (choice === undefined || choice === 'none') continue;
    const key = JSON.stringify(withoutScopes(choice.auth.value));
    const known = counts.get(key);
    counts.set(key, { auth: known?.auth ?? choice.auth, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()].toSorted((one, other) => other.count - one.count)[0]?.auth;
}

function scopesOf(choice: SecurityChoice | 'none' | undefined): string[] {
  const scopes = choice === undefined || choice === 'none' ? undefined : choice.auth.value['scopes'];
  return Array.isArray(scopes) ? scopes.map(String).filter((scope) => scope !== 'none') : [];
}

function withoutScopes(auth: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(auth).filter(([key]) => key !== 'scopes'));
}

function authOf(
  choice: SecurityChoice | 'none' | undefined,
  auth: Chip<JsonObject> | undefined,
  { at }: Operation,
): Chip | undefined {
  if (choice === 'none')
    return auth === undefined
      ? undefined
      : chip('none', 'sure', { at: `${at}/security`, text: 'needs no credentials' });
  if (
    choice === undefined ||
    (auth !== undefined && isSameJson(withoutScopes(choice.auth.value), withoutScopes(auth.value)))
  )
    return undefined;
  return choice.auth;
}

function otherServer({ server }: Operation, baseUrl: string, address: string | undefined, notes: Note[]): string {
  if (server === undefined) return '';
  const { value } = readServerUrl(server.spec, server.at, address, notes);
  return value === baseUrl || lacksHost(value) ? '' : value;
}

/** What a person must give for this resource, beyond the credentials of the source. */
function valuesOf(
  { settings }: ResourceProposal,
  choice: SecurityChoice | 'none' | undefined,
  mover: SecretMover,
): string[] {
  const own =
    choice === undefined || choice === 'none'
      ? []
      : referencesIn([choice.headers, choice.params, choice.auth.value], mover);
  const { auth: _, ...rest } = settings;
  return referencesIn(rest, mover).filter((one) => !own.includes(one));
}

function left(count: number, taken: number): Note[] {
  return count === taken
    ? []
    : [{ at: '#/paths', text: `${count - taken} of ${count} operations change something and are left out` }];
}
