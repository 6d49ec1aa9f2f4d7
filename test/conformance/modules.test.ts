import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import {
  type Authenticator,
  headerLink,
  incremental,
  jsonLink,
  type Paginator,
  resource,
  RestClient,
  type Resource,
  singlePage,
  transformer,
} from '../../lib/sdk/dango.ts';
import type { ReceivedRequest, TestServer } from '../support/start-server.ts';
import { extractHere, type Extracted } from './extract-here.ts';
import { mockPosts, startMockApi, type MockPost } from './mock-api.ts';
import { faultsOf } from './run-dlt-config.ts';

// What a configuration of dlt's holds as an object or a function of Python stands in a module here.

let api: TestServer;
let client: RestClient;
beforeAll(async () => {
  api = await startMockApi();
  client = new RestClient({ baseUrl: api.url });
});

async function read(...resources: readonly Resource[]): Promise<Extracted & { requests: readonly ReceivedRequest[] }> {
  const before = api.requests.length;
  const extracted = await extractHere({ name: 'mock', resources });
  expect(extracted.errors).toEqual({});
  return { ...extracted, requests: api.requests.slice(before) };
}

/** The page after the one with this number, for as long as the response has any posts. */
const byNumber: Paginator = {
  start: () => {
    let page = 1;
    return {
      first: { params: { page } },
      next: ({ records }) => {
        page += 1;
        return records.length === 0
          ? { why: 'the page is empty' }
          : { next: { params: { page } }, reason: `page ${page}` };
      },
    };
  },
};

const signing: Authenticator = {
  apply: ({ headers }) => void (headers['authorization'] = 'Bearer test-token'),
  secrets: () => ['test-token'],
};

describe('paginators', () => {
  test('G-V5 one is given as an object', async () => {
    const paginator = jsonLink({ nextUrlPath: 'next_page' });
    const posts = resource('posts', {}, () => client.paginate('/posts', { params: { limit: 100 }, paginator }));
    const { records, requests } = await read(posts);
    expect(records['posts']).toEqual(mockPosts());
    expect(requests[0]?.query).toEqual({ limit: '100' });
  });

  test('G-PC5 one of one’s own is used; its name alone is unknown, and what is none is refused', async () => {
    const endpoint = { path: 'posts', paginator: { type: 'custom_paginator' } };
    expect(faultsOf({ client: { base_url: api.url }, resources: [{ name: 'posts', endpoint }] }).join(' ')).toMatch(
      /endpoint\.paginator\.type: Expected one of "auto"/,
    );
    const own = new RestClient({ baseUrl: api.url, paginator: byNumber });
    const { records, requests } = await read(resource('posts', {}, () => own.paginate('/posts')));
    expect(records['posts']).toEqual(mockPosts());
    expect(requests.map(({ query }) => query['page'])).toEqual(['1', '2', '3', '4', '5', '6']);
    expectTypeOf<{ step: () => void }>().not.toExtend<Paginator>();
  });

  test('CFG-05 objects and functions are what they were given as', async () => {
    const options = { incremental: incremental('id'), tableName: ({ id }: MockPost) => `posts_${id % 2}` };
    let starts = 0;
    const counting: Paginator = {
      start: (request) => {
        starts += 1;
        return byNumber.start(request);
      },
    };
    const posts = resource('posts', options, () => client.paginate<MockPost>('/posts', { paginator: counting }));
    expect(posts.incremental).toBe(options.incremental);
    expect(posts.tableName).toBe(options.tableName);
    const { records } = await read(posts);
    expect(starts).toBe(1);
    expect(records['posts_0']).toHaveLength(13);
    expect(records['posts_1']).toHaveLength(12);
  });
});

describe('authentication', () => {
  test('G-AU8 one of one’s own is used; its name alone is unknown, and what is none is refused', async () => {
    const auth = { type: 'custom_oauth_2' };
    expect(faultsOf({ client: { base_url: api.url, auth }, resources: ['posts'] }).join(' ')).toMatch(
      'client.auth.type: Expected one of "bearer"',
    );
    const own = new RestClient({ baseUrl: api.url, auth: signing });
    const { records } = await read(resource('posts', {}, () => own.paginate('/protected/posts/bearer-token')));
    expect(records['posts']).toEqual(mockPosts());
    expectTypeOf<{ token: string }>().not.toExtend<Authenticator>();
  });
});

describe('resources', () => {
  test('G-V8 the client has its own paginator and authentication, a resource has functions and its own cursor', async () => {
    const own = new RestClient({ baseUrl: api.url, paginator: headerLink({ rel: 'prev' }), auth: signing });
    const defaults = { tableName: ({ id }: MockPost) => `of_${id % 2}`, incremental: incremental('user_id') };
    const changed = { ...defaults, incremental: incremental('id', { initialValue: 20 }) };
    const posts = resource('posts', changed, ({ cursor }) =>
      own.paginate<MockPost>('/protected/posts/bearer-token', {
        params: { since: cursor.startValue },
        paginator: jsonLink({ nextUrlPath: 'next_page' }),
      }),
    );
    const { records, requests } = await read(posts);
    expect(requests[0]?.query).toEqual({ since: '20' });
    expect(new Set(requests.map(({ headers }) => headers['authorization']))).toEqual(new Set(['Bearer test-token']));
    expect([records['of_0']?.length, records['of_1']?.length]).toEqual([3, 2]);
  });

  test('G-V13 a child names its table for each record', async () => {
    const posts = resource('posts', {}, () => [{ id: 0 }, { id: 1 }]);
    const options = { from: posts, tableName: (row: { readonly post_id: number }) => `comments_of_${row.post_id}` };
    const comments = transformer('comments', options, ({ id }) =>
      client.paginate<{ post_id: number }>(`/posts/${id}/comments`),
    );
    const { records } = await read(posts, comments);
    expect([records['comments_of_0']?.length, records['comments_of_1']?.length]).toEqual([50, 50]);
  });

  test.each([
    ['G-V15 records of a resource of code are what a child is read for', ['0', '1', '2'].map((id) => ({ id }))],
    ['G-V16 also where they come as a page', [['0', '1', '2'].map((id) => ({ id }))]],
    ['INT-20 in their order', ['0', '1', '2'].map((id) => ({ id }))],
  ])('%s', async (_, yielded) => {
    const ids = resource('ids', { selected: false }, function* () {
      yield* yielded;
    });
    const comments = transformer('comments', { from: ids }, ({ id }: { readonly id: string }) =>
      client.paginate(`/posts/${id}/comments`, { paginator: singlePage() }),
    );
    // The child stands first, as it may in dlt.
    const { records, requests } = await read(comments, ids);
    expect(requests.map(({ path }) => path)).toEqual(['0', '1', '2'].map((id) => `/posts/${id}/comments`));
    expect(Object.keys(records)).toEqual(['comments']);
  });

  test('CFG-11 a resource of code keeps its own settings, is read first, and loads only where it is selected', async () => {
    const defaults = { writeDisposition: 'replace' } as const;
    const repositories = resource('repositories', { selected: false }, () => [{ id: 3 }]);
    const people = resource('people', { selected: false }, () => [{ id: 4 }]);
    const issues = transformer('issues', { ...defaults, from: repositories }, ({ id }) =>
      client.paginate(`/posts/${id}`, { paginator: singlePage() }),
    );
    expect([repositories, issues].map(({ writeDisposition }) => writeDisposition)).toEqual(['append', 'replace']);
    const { records } = await read(issues, repositories, people);
    expect(records).toEqual({ issues: [{ id: 3, body: 'Post body 3' }] });
  });

  test('INC-06 a function changes start and end before they are sent', async () => {
    const calls: unknown[] = [];
    const convert = (value: unknown): string => {
      calls.push(value);
      return new Date(Number(value) * 1000).toISOString().slice(0, 10);
    };
    const range = { initialValue: '1', endValue: '86400', onCursorValueMissing: 'include' } as const;
    const posts = (change: (value: unknown) => string) =>
      resource('posts', { incremental: incremental('nothing', range) }, ({ cursor }) =>
        client.paginate('/posts', {
          params: { since: change(cursor.startValue), until: change(cursor.endValue) },
          paginator: singlePage(),
        }),
      );
    const sent = async (change: (value: unknown) => string) => (await read(posts(change))).requests[0]?.query;
    expect(await sent(convert)).toEqual({ since: '1970-01-01', until: '1970-01-02' });
    expect(calls).toEqual(['1', '86400']);
    expect(await sent(String)).toEqual({ since: '1', until: '86400' });
  });
});
