import { readFileSync } from 'node:fs';
import { startServer, type ServerAnswer, type TestServer } from './start-server.ts';

/** The parts of PokeAPI that lie in `test/fixtures/pokeapi`, as the public API sent them. */
export const pokeapiResources = ['berry', 'type', 'evolution-chain', 'location'] as const;

export type PokeapiResource = (typeof pokeapiResources)[number];

export interface PokeapiServer extends TestServer {
  /** Base URL of the API: `http://127.0.0.1:<port>/api/v2`. */
  readonly apiUrl: string;
  /** Every document of a resource as this server sends it, links included. */
  documents(resource: PokeapiResource): readonly unknown[];
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
export async function startPokeapiServer(): Promise<PokeapiServer> {
  const stored = new Map(pokeapiResources.map((name) => [name as string, readStored(name)]));
  const server = await startServer(({ url, method }) => {
    if (method !== 'GET') return { status: 405, body: '' };
    const document = findDocument(stored, url);
    return document === undefined ? { status: 404, json: 'Not Found' } : sendDocument(document, url.origin);
  });
  return {
    ...server,
    apiUrl: `${server.url}/api/v2`,
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

function sendDocument(document: unknown, origin: string): ServerAnswer {
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
