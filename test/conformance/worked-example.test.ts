import { expect, test } from 'vitest';
import { startServer } from '../support/start-server.ts';
import { countRows, readWarehouse } from '../support/read-warehouse.ts';
import { clientOf, runDltConfig, syncDltConfig } from './run-dlt-config.ts';

/** Posts by the time of their change, each with a document and comments. */
function startBlog() {
  const posts = [1, 2, 7].map((id) => ({ id, title: `Post ${id}`, updated_at: `2024-01-0${id}T00:00:00Z` }));
  return startServer(({ path, query }) => {
    if (path === '/v1/posts')
      return { json: { data: posts.filter((post) => post.updated_at >= (query['since'] ?? '')) } };
    const post = Number(/posts\/(\d+)/.exec(path)?.[1]);
    return { json: path.endsWith('comments') ? [{ id: post * 10, text: 'a' }] : { id: post, body: `Body ${post}` } };
  });
}

const defaults = { primary_key: 'id', write_disposition: 'merge', endpoint: { params: { per_page: 100 } } };
const incremental = { cursor_path: 'updated_at', initial_value: '2024-01-02T00:00:00Z', start_param: 'since' };
const resources = [
  { name: 'posts', endpoint: { incremental } },
  { name: 'comments', endpoint: 'posts/{resources.posts.id}/comments', include_from_parent: ['title'] },
  { name: 'post', endpoint: 'posts/{resources.posts.id}' },
];

test('the whole of it: defaults, a cursor, children behind it, fields of the parent', async () => {
  await using server = await startBlog();
  const config = {
    client: clientOf(server, { base_url: `${server.url}/v1/` }),
    resource_defaults: defaults,
    resources,
  };
  const { requests, records } = await runDltConfig(server, config);
  const sent = requests.map(({ url }) => decodeURIComponent(url.pathname + url.search)).toSorted();
  expect(sent).toEqual([
    '/v1/posts/2/comments?per_page=100',
    '/v1/posts/2?per_page=100',
    '/v1/posts/7/comments?per_page=100',
    '/v1/posts/7?per_page=100',
    '/v1/posts?per_page=100&since=2024-01-02T00:00:00Z',
  ]);
  expect(records).toMatchObject({
    comments: [
      { id: 20, _posts_title: 'Post 2' },
      { id: 70, _posts_title: 'Post 7' },
    ],
    post: [
      { id: 2, body: 'Body 2' },
      { id: 7, body: 'Body 7' },
    ],
  });
  const { root, sync } = await syncDltConfig(config);
  const from = server.requests.length;
  await sync();
  expect(server.requests.slice(from).map(({ query }) => query['since'])).toEqual(['2024-01-07T00:00:00Z']);
  expect(await countRows(root, 'raw_mock')).toEqual({ posts: 2, comments: 2, post: 2 });
  expect(await readWarehouse(root, 'SELECT _posts_title FROM raw_mock.comments ORDER BY id')).toEqual([
    { _posts_title: 'Post 2' },
    { _posts_title: 'Post 7' },
  ]);
});

test('addresses of other servers are sent what the client has, as in dlt', async () => {
  await using server = await startServer(() => ({ json: [{ id: 1 }] }));
  const client = { base_url: 'http://localhost:9', auth: { token: 'secret-token' }, headers: { 'x-team': 'a' } };
  const elsewhere = { name: 'a', endpoint: { path: `${server.url}/a`, headers: { 'x-own': 'b' } } };
  for (const base_url of [client.base_url, '']) {
    const { requests, errors } = await runDltConfig(server, {
      client: { ...client, base_url },
      resources: [elsewhere],
    });
    expect(errors).toEqual({});
    expect(requests.map(({ path, headers }) => [path, headers])).toEqual([
      ['/a', expect.objectContaining({ authorization: 'Bearer secret-token', 'x-team': 'a', 'x-own': 'b' }) as unknown],
    ]);
  }
});
