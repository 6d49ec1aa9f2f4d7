import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface StoredDocument {
  readonly entry: { readonly name: string; readonly url: string };
  readonly detail: unknown;
}

/** PokeAPI's berries as the public API sent them: `/api/v2/berry/` lists, `/api/v2/berry/cheri/` is a document. */
export async function startBerries() {
  const path = new URL('../../test/fixtures/pokeapi/berry.json', import.meta.url);
  const stored = JSON.parse(readFileSync(path, 'utf8')) as readonly StoredDocument[];
  const server = createServer(({ url: address = '/', headers }, response) => {
    const origin = `http://${headers.host ?? ''}`;
    const url = new URL(address, origin);
    const [, id] = /^\/api\/v2\/berry\/(?:([^/]+)\/?)?$/.exec(url.pathname) ?? [undefined, null];
    const limit = Number(url.searchParams.get('limit') ?? 20);
    const offset = Number(url.searchParams.get('offset') ?? 0);
    const next = `${origin}/api/v2/berry/?offset=${offset + limit}&limit=${limit}`;
    const list = {
      count: stored.length,
      next: offset + limit < stored.length ? next : null,
      results: stored.slice(offset, offset + limit).map(({ entry }) => entry),
    };
    const document = id === undefined ? list : stored.find(({ entry }) => entry.name === id)?.detail;
    response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? 'Not Found'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    count: stored.length,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
