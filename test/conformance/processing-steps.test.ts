import { beforeAll, describe, expect, test } from 'vitest';
import { resource, RestClient, transformer, type Resource, type TypedResource } from '../../lib/sdk/dango.ts';
import type { TestServer } from '../support/start-server.ts';
import { extractHere } from './extract-here.ts';
import { mockPosts, startMockApi, type MockPost } from './mock-api.ts';

interface Comment {
  readonly id: number;
  readonly post_id: number;
  readonly body: string;
}
interface Reaction {
  readonly id: number;
  readonly title: string;
}
interface PostWithReactions extends MockPost {
  readonly reactions: readonly Reaction[];
}

let api: TestServer;
let client: RestClient;
beforeAll(async () => {
  api = await startMockApi();
  client = new RestClient({ baseUrl: api.url });
});

const posts = (): TypedResource<MockPost> => resource('posts', {}, () => client.paginate<MockPost>('/posts'));
const reacted = (): TypedResource<PostWithReactions> =>
  resource('posts', {}, () => client.paginate<PostWithReactions>('/posts_with_reactions'));

/** The comments of each post, with what is taken over from it. */
function commentsOf<Post extends MockPost, Taken extends object>(
  from: TypedResource<Post>,
  take: (post: Post) => Taken,
): TypedResource<Comment & Taken> {
  return transformer('comments', { from }, async function* (post: Post) {
    for await (const page of client.paginate<Comment>(`/posts/${post.id}/comments`))
      yield page.map((comment) => ({ ...comment, ...take(post) }));
  });
}

/** The records of the last of these resources. Nothing may fail. */
async function read(...resources: readonly Resource[]): Promise<readonly unknown[]> {
  const { records, errors } = await extractHere({ name: 'mock', resources });
  expect(errors).toEqual({});
  return records[resources.at(-1)?.name ?? ''] ?? [];
}

const flatten = ({ reactions, ...post }: PostWithReactions) => reactions.map((reaction) => ({ ...post, reaction }));

describe('steps of a module', () => {
  test('PS-01 a filter keeps what it says true for', async () => {
    expect(await read(posts().addFilter(({ id }) => id === 1))).toEqual([{ id: 1, title: 'Post 1' }]);
  });

  test('PS-02 a map leaves a field out', async () => {
    expect(await read(posts().addMap(({ id }) => ({ id })))).toEqual(mockPosts().map(({ id }) => ({ id })));
  });

  test('PS-03 a map puts something else in the place of a value', async () => {
    const hidden = await read(posts().addMap((post) => ({ ...post, title: 'anonymous' })));
    expect(hidden).toEqual(mockPosts().map(({ id }) => ({ id, title: 'anonymous' })));
  });

  test('PS-04 a map changes a value', async () => {
    const lower = await read(posts().addMap((post) => ({ ...post, title: post.title.toLowerCase() })));
    expect(lower).toEqual(mockPosts().map(({ id }) => ({ id, title: `post ${id}` })));
  });

  test('PS-05 steps have an order', async () => {
    const tenfold = ({ id, title }: MockPost) => ({ id: id * 10, title });
    const isTen = ({ id }: MockPost) => id === 10;
    expect(await read(posts().addMap(tenfold).addFilter(isTen))).toEqual([{ id: 10, title: 'Post 1' }]);
    expect(await read(posts().addFilter(isTen).addMap(tenfold))).toEqual([{ id: 100, title: 'Post 10' }]);
  });

  test('PS-06 what a filter drops has no children', async () => {
    const two = posts().addFilter(({ id }) => id === 1 || id === 2);
    const before = api.requests.length;
    const comments = await read(
      two,
      commentsOf(two, () => ({})).addFilter(({ id }) => id === 1),
    );
    expect(comments).toMatchObject([
      { id: 1, post_id: 1 },
      { id: 1, post_id: 2 },
    ]);
    expect(new Set(api.requests.slice(before).map(({ path }) => path))).toEqual(
      new Set(['/posts', '/posts/1/comments', '/posts/2/comments']),
    );
  });

  test('PS-07 steps of a child see fields of its parent', async () => {
    const two = posts().addFilter(({ id }) => id === 2);
    const comments = commentsOf(two, ({ title }) => ({ _posts_title: title }));
    const told = comments.addMap((comment) => ({ ...comment, body: `${comment['_posts_title']} - ${comment.body}` }));
    expect((await read(two, told))[0]).toMatchObject({ body: 'Post 2 - Comment 0 for post 2' });
  });

  test('PS-08 one record becomes many', async () => {
    const rows = await read(reacted().addYieldMap(flatten));
    expect(rows).toHaveLength(125);
    for (const row of rows) expect(Object.keys(row as object)).toEqual(['id', 'title', 'reaction']);
  });

  test('PS-09 fewer do where a filter stands before', async () => {
    expect(
      await read(
        reacted()
          .addFilter(({ id }) => id !== 0)
          .addYieldMap(flatten),
      ),
    ).toHaveLength(120);
  });

  test('PS-10 a filter behind sees the many', async () => {
    expect(
      await read(
        reacted()
          .addYieldMap(flatten)
          .addFilter(({ reaction }) => reaction.id !== 0),
      ),
    ).toHaveLength(100);
  });

  test('PS-11 a list of the parent makes many of each record of the child', async () => {
    const two = reacted().addFilter(({ id }) => id === 2);
    const comments = commentsOf(two, ({ reactions }) => ({ _posts_reactions: reactions }));
    const rows = await read(
      two,
      comments.addYieldMap(({ _posts_reactions: list, ...comment }) =>
        list.map((reaction) => ({ ...comment, reaction })),
      ),
    );
    expect(rows).toHaveLength(250);
    expect(rows[0]).toMatchObject({ id: 0, reaction: { title: 'Reaction 0 for post 2' } });
  });
});
