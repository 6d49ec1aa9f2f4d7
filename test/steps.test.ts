import { describe, expect, test } from 'vitest';
import { countRows, readWarehouse } from './support/read-warehouse.ts';
import { restSourcesYml } from './support/rest-sources-yml.ts';
import { startServer, type TestServer } from './support/start-server.ts';
import { syncShop } from './support/sync-here.ts';
import { createTempProject } from './support/temp-project.ts';

/** Five posts, each with reactions, and the comments of each. */
async function openBlog(resources: string): Promise<{ readonly root: string; readonly server: TestServer }> {
  const posts = [0, 1, 2, 3, 4].map((id) => ({
    id,
    title: `Post ${id}`,
    written: 1704067200 + id * 86_400,
    reactions: [0, 1].map((reaction) => ({ id: reaction, title: `Reaction ${reaction} for post ${id}` })),
  }));
  const server = await startServer(({ path }) => {
    if (path === '/posts') return { json: posts };
    const post = Number(/\d+/.exec(path)?.[0]);
    return { json: [0, 1].map((id) => ({ id, body: `Comment ${id} for post ${post}` })) };
  });
  const { root } = await createTempProject({
    sourcesYml: restSourcesYml('blog', server.url, resources),
  });
  return { root, server };
}

describe('steps', () => {
  test('change what is loaded, in their order', async () => {
    const { root } = await openBlog(`        - name: posts
          steps:
            - filter: { field: id, op: at_most, value: 1 }
            - remove: reactions
            - add: { source: blog, label: "{record.id}: {record.title}" }
            - map: { written: instant, title: lower }
            - rename: { title: name }
`);
    expect((await syncShop(root)).resource('posts')).toMatchObject({ rows_extracted: 2, rows_loaded: 2 });
    const rows = await readWarehouse(
      root,
      `SELECT * EXCLUDE (_dlt_id, _dlt_load_id, written), written::VARCHAR LIKE '2024-01-0%' AS is_instant FROM raw_blog.posts ORDER BY id`,
    );
    expect(rows).toEqual([
      { id: 0, name: 'post 0', source: 'blog', label: '0: Post 0', is_instant: true },
      { id: 1, name: 'post 1', source: 'blog', label: '1: Post 1', is_instant: true },
    ]);
    expect(Object.keys(await countRows(root, 'raw_blog'))).toEqual(['posts']);
  });

  test('a record that is filtered away has no children; they see the fields of the parent', async () => {
    const { root, server } = await openBlog(`        - name: posts
          steps: [{ filter: { field: id, value: [1, 2] } }, { add: { slug: "p{record.id}" } }]
        - name: comments
          endpoint: "/posts/{resources.posts.id}/comments"
          params: { slug: "{resources.posts.slug}" }
          include_from_parent: [title]
          steps:
            - filter: { field: id, value: 0 }
            - add: { body: "{record._posts_title} - {record.body}" }
`);
    expect(await syncShop(root)).toMatchObject({ status: 'succeeded' });
    expect(await readWarehouse(root, 'SELECT body FROM raw_blog.comments ORDER BY _dlt_id')).toEqual([
      { body: 'Post 1 - Comment 0 for post 1' },
      { body: 'Post 2 - Comment 0 for post 2' },
    ]);
    expect(new Set(server.requests.map(({ query }) => query['slug']))).toEqual(new Set([undefined, 'p1', 'p2']));
  });

  test('explode makes rows of a list, also of one that was included from the parent', async () => {
    const { root } = await openBlog(`        - name: posts
          steps: [{ explode: reactions }, { filter: { field: reactions.id, op: not_equals, value: 0 } }]
        - { name: plain, endpoint: /posts }
        - name: comments
          endpoint: "/posts/{resources.plain.id}/comments"
          include_from_parent: [reactions]
          steps: [{ rename: { _plain_reactions: reaction } }, { explode: reaction }]
`);
    expect(await syncShop(root)).toMatchObject({ status: 'succeeded' });
    expect(await countRows(root, 'raw_blog')).toMatchObject({ posts: 5, comments: 20 });
    expect(await readWarehouse(root, 'SELECT DISTINCT reactions__id AS id FROM raw_blog.posts')).toEqual([{ id: 1 }]);
    const [first] = await readWarehouse(
      root,
      'SELECT reaction__title AS title FROM raw_blog.comments ORDER BY _dlt_id',
    );
    expect(first).toEqual({ title: 'Reaction 0 for post 0' });
  });

  test('a step may make the field that the cursor goes by', async () => {
    const { root } = await openBlog(`        - name: posts
          primary_key: id
          incremental: { cursor_path: at, initial_value: "2024-01-03" }
          steps: [{ rename: { written: at } }, { map: { at: instant } }]
`);
    expect((await syncShop(root)).resource('posts')).toMatchObject({ rows_loaded: 3 });
    expect((await syncShop(root)).resource('posts')).toMatchObject({ rows_extracted: 0 });
  });
});
