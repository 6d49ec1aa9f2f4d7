import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readResource } from '../../test/support/read-resource.ts';
import type { ResourceContext } from '../sdk/resource.ts';
import type { RestResource, RestSource } from '../spec/rest-source.ts';
import { compileRestSource } from './compile-rest-source.ts';

const posts = [1, 2, 3].map((id) => ({ id, title: `Post ${id}`, author: id === 3 ? null : { id: id * 10 } }));
const seen: string[] = [];
const warnings: string[] = [];

/** Posts in pages of two by number; documents and comments of each; a search by POST. */
const server = createServer((request, response) => {
  void text(request).then((body) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    seen.push(`${request.method} ${request.url}${body === '' ? '' : ` ${body}`}`);
    response.writeHead(request.headers.authorization === 'Bearer t' ? 200 : 401, {
      'content-type': 'application/json',
    });
    response.end(JSON.stringify(answer(url, body)));
  });
});

function answer(url: URL, body: string): unknown {
  const [, , kind, id, list] = url.pathname.split('/');
  if (kind === 'search') {
    const { page = 1 } = JSON.parse(body) as { page?: number };
    return { data: posts.slice((page - 1) * 2, page * 2), next_page: page === 1 ? 2 : null };
  }
  if (kind === 'authors') return { id: Number(id), tags: [{ name: 'a' }], links: [] };
  if (list === 'comments') return [{ post: Number(id), since: url.searchParams.get('since') }];
  const page = Number(url.searchParams.get('page') ?? 1);
  return { data: posts.slice((page - 1) * 2, page * 2), pages: 2 };
}

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});
beforeEach(() => {
  seen.length = 0;
  warnings.length = 0;
});

const template: Omit<RestResource, 'name' | 'path'> = {
  method: 'GET',
  params: {},
  json: undefined,
  headers: {},
  dataSelector: undefined,
  pagination: { type: 'auto' },
  writeDisposition: 'replace',
  primaryKey: [],
  incremental: undefined,
  parent: undefined,
};

async function read(
  resource: Pick<RestResource, 'name' | 'path'> & Partial<RestResource>,
  more: Partial<ResourceContext> = {},
): Promise<unknown[]> {
  const { port } = server.address() as AddressInfo;
  const spec: RestSource = {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    headers: { Accept: 'application/json' },
    auth: { type: 'bearer', token: 't' },
    rateLimit: undefined,
    resources: [{ ...template, ...resource }],
  };
  const [compiled] = compileRestSource({ ...spec, name: 'blog' }).resources;
  const warn = (message: string): void => {
    warnings.push(message);
  };
  const context = { cursor: undefined, parentRecord: undefined, signal: new AbortController().signal, warn, ...more };
  return (await Array.fromAsync(compiled?.records(context) ?? [])).flat();
}

describe('a compiled source', () => {
  test('keeps what the engine has to know', () => {
    const spec = { baseUrl: 'https://api.test', headers: {}, auth: undefined, rateLimit: undefined };
    const incremental = { cursorPath: 'at', initialValue: 1, startParam: undefined };
    const resource: RestResource = { ...template, name: 'a', path: '/a', primaryKey: ['id'], incremental, parent: 'b' };
    expect(compileRestSource({ ...spec, name: 'blog', resources: [resource] })).toMatchObject({
      name: 'blog',
      resources: [{ name: 'a', writeDisposition: 'replace', primaryKey: ['id'], incremental, parent: 'b' }],
    });
  });

  test('reads pages as configured', async () => {
    const pagination = {
      type: 'page_number',
      param: 'page',
      start: 1,
      totalPath: 'pages',
      maxPage: undefined,
    } as const;
    expect(await read({ name: 'posts', path: '/posts', pagination })).toEqual(posts);
    expect(seen).toEqual(['GET /v1/posts?page=1', 'GET /v1/posts?page=2']);
  });

  test('a page that is not all of it is loaded with a warning', async () => {
    expect(await read({ name: 'posts', path: '/posts' })).toHaveLength(2);
    expect(warnings).toEqual([
      'Only the first 2 records were read, but the response says pages = 2. Not followed: nothing tells whether the first page is 0 or 1, nor the name of the parameter.',
    ]);
  });

  test('a search by POST is paged in its body', async () => {
    const resource = { name: 'posts', path: '/search', method: 'POST', json: { q: 'x' } } as const;
    const pagination = { type: 'cursor', param: 'page', cursorPath: 'next_page' } as const;
    expect(await read({ ...resource, pagination })).toEqual(posts);
    expect(seen).toEqual(['POST /v1/search {"q":"x"}', 'POST /v1/search {"q":"x","page":2}']);
    seen.length = 0;
    expect(await read(resource)).toEqual(posts);
    expect(seen).toHaveLength(2);
  });

  test('a child is read for each record of its parent', async () => {
    const comments = { name: 'comments', path: '/posts/{resources.posts.id}/comments', parent: 'posts' };
    const cursor = { initialValue: undefined, startValue: '2024', lastValue: '2025' };
    const params = { since: '{incremental.start_value}' };
    for (const parentRecord of posts) {
      expect(await read({ ...comments, params }, { parentRecord, cursor })).toEqual([
        { post: parentRecord.id, since: '2024' },
      ]);
    }
    expect(seen).toHaveLength(3);
  });

  test('a parent that names nothing has no child, and the run says so', async () => {
    const author = {
      name: 'authors',
      path: '/authors/{resources.posts.author.id}',
      parent: 'posts',
      dataSelector: '$',
    };
    expect(await read(author, { parentRecord: posts[0] })).toEqual([{ id: 10, tags: [{ name: 'a' }], links: [] }]);
    const parentRecord = { ...posts[2], author: { id: null } };
    expect(await read(author, { parentRecord })).toEqual([]);
    expect(warnings).toEqual([
      'Some records of "posts" name nothing to read for "authors": the field in its path is null or empty.',
    ]);
  });

  test('the parent lacking the field is an error of the child', async () => {
    const author = { name: 'authors', path: '/authors/{resources.posts.author.id}', parent: 'posts' };
    await expect(read(author, { parentRecord: posts[2] })).rejects.toMatchObject({ code: 'records-missing' });
  });
});

test('an expression that a record makes impossible is an error that names the record', async () => {
  const { records, error } = await readResource('steps: [{ filter: "record.total > 1" }]', ({ query }) => ({
    json: query['page'] === undefined ? [{ total: 2 }, { id: 7 }] : [],
  }));
  expect(records).toEqual([]);
  expect(error).toMatchObject({ code: 'records-missing', context: { resource: 'items', step: 1, record: 2 } });
  expect(String(error)).toMatch(
    /^DangoError: Step 1 \(filter\) of "items" for record 2 of exchange \d+: There is no field "total", at 1:8/,
  );
});
