import { readFileSync } from 'node:fs';
import { breakAnswers, type FaultCounts, type Faults } from './break-answers.ts';
import { startServer, type TestServer } from './start-server.ts';

/** The parts of PokeAPI that lie in `test/fixtures/pokeapi`, as the public API sent them. */
export const pokeapiResources = [
  'berry',
  'berry-firmness',
  'berry-flavor',
  'egg-group',
  'evolution-chain',
  'generation',
  'growth-rate',
  'item-category',
  'location',
  'machine',
  'move-ailment',
  'nature',
  'region',
  'stat',
  'type',
] as const;

export type PokeapiResource = (typeof pokeapiResources)[number];

export interface PokeapiOptions {
  /** Default: all of them. */
  readonly resources?: readonly PokeapiResource[];
  /** Default: nothing goes wrong. */
  readonly faults?: Faults;
}

export interface PokeapiServer extends TestServer {
  /** Base URL of the API: `http://127.0.0.1:<port>/api/v2`. */
  readonly apiUrl: string;
  /** Every document of a resource as this server sends it, links included. */
  documents(resource: PokeapiResource): readonly unknown[];
  readonly faults: Readonly<FaultCounts>;
}

interface StoredDocument {
  readonly entry: { readonly name?: string; readonly url: string };
  readonly detail: unknown;
}

/**
 * Serves real documents the way pokeapi.co does:
 * `/api/v2/` names the resources, `/api/v2/berry?limit=&offset=` lists (20 when no limit is given, with `count`,
 * `next` and `previous`), `/api/v2/berry/1/` and `/api/v2/berry/cheri/` are whole documents.
 */
export async function startPokeapiServer({
  resources = pokeapiResources,
  faults = { share: 0, seed: 1, perSecond: Infinity },
}: PokeapiOptions = {}): Promise<PokeapiServer> {
  const stored = new Map(resources.map((name) => [name as string, readStored(name)]));
  const { pass, counts } = breakAnswers(faults);
  const server = await startServer(({ url, method }, response) => {
    if (method !== 'GET') return { status: 405, body: '' };
    const document = findDocument(stored, url);
    if (document === undefined) return { status: 404, json: 'Not Found' };
    return pass(answerWith(document, url.origin), response);
  });
  return {
    ...server,
    apiUrl: `${server.url}/api/v2`,
    faults: counts,
    documents: (resource) =>
      readStored(resource).map(({ detail }): unknown => JSON.parse(writeDocument(detail, server.url))),
  };
}

function findDocument(stored: ReadonlyMap<string, readonly StoredDocument[]>, url: URL): unknown {
  const [, api, version, resource = '', id = ''] = url.pathname.split('/');
  if (api !== 'api' || version !== 'v2') return undefined;
  if (resource === '')
    return Object.fromEntries([...stored.keys()].map((name) => [name, `${url.origin}/api/v2/${name}/`]));
  const items = stored.get(resource);
  if (!items) return undefined;
  if (id === '') return listPage(resource, items, url);
  return items.find(({ entry }) => entry.url === `/api/v2/${resource}/${id}/` || entry.name === id)?.detail;
}

function listPage(resource: string, items: readonly StoredDocument[], url: URL): unknown {
  const limit = Number(url.searchParams.get('limit') ?? 20);
  const offset = Number(url.searchParams.get('offset') ?? 0);
  const link = (start: number): string => `${url.origin}/api/v2/${resource}/?offset=${start}&limit=${limit}`;
  return {
    count: items.length,
    next: offset + limit < items.length ? link(offset + limit) : null,
    previous: offset > 0 ? link(Math.max(0, offset - limit)) : null,
    results: items.slice(offset, offset + limit).map(({ entry }) => entry),
  };
}

function answerWith(document: unknown, origin: string) {
  return { headers: { 'content-type': 'application/json; charset=utf-8' }, body: writeDocument(document, origin) };
}

/** The stored links are relative; the public API's are absolute. */
function writeDocument(document: unknown, origin: string): string {
  return JSON.stringify(document).replaceAll('"url":"/api/v2/', `"url":"${origin}/api/v2/`);
}

function readStored(resource: PokeapiResource): readonly StoredDocument[] {
  const file = new URL(`../fixtures/pokeapi/${resource}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as readonly StoredDocument[];
}
