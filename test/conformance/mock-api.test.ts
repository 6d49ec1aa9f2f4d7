import { beforeAll, describe, expect, test } from 'vitest';
import { startMockApi } from './mock-api.ts';
import type { TestServer } from '../support/start-server.ts';

let api: TestServer;
beforeAll(async () => {
  api = await startMockApi();
});

async function get(path: string): Promise<Record<string, unknown>> {
  return (await (await fetch(`${api.url}${path}`)).json()) as Record<string, unknown>;
}

const posts = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({ id: from + index, title: `Post ${from + index}` }));

describe('MOCK the server of the scenarios', () => {
  test('posts by pages from 1', async () => {
    for (let page = 1; page <= 5; page += 1) {
      const next = page < 5 ? { next_page: `${api.url}/posts?page=${page + 1}` } : {};
      expect(await get(page === 1 ? '/posts' : `/posts?page=${page}`)).toEqual({
        data: posts((page - 1) * 5, page * 5),
        page,
        total_pages: 5,
        ...next,
      });
    }
  });

  test('posts by pages from 0', async () => {
    for (let page = 0; page <= 4; page += 1) {
      const next = page < 4 ? { next_page: `${api.url}/posts_zero_based?page=${page + 1}` } : {};
      expect(await get(`/posts_zero_based${page === 0 ? '' : `?page=${page}`}`)).toEqual({
        data: posts(page * 5, page * 5 + 5),
        page,
        total_pages: 5,
        ...next,
      });
    }
  });

  test('posts by offset', async () => {
    expect(await get('/posts_offset_limit')).toEqual({ data: posts(0, 10), total_records: 25, offset: 0, limit: 10 });
    for (const offset of [10, 20]) {
      expect(await get(`/posts_offset_limit?offset=${offset}&limit=10`)).toEqual({
        data: posts(offset, Math.min(offset + 10, 25)),
        total_records: 25,
        offset,
        limit: 10,
      });
    }
  });

  test('posts by cursor', async () => {
    const cursors = [];
    for (const cursor of ['', '?cursor=5', '?cursor=10', '?cursor=15', '?cursor=20']) {
      cursors.push((await get(`/posts_cursor${cursor}`))['next_cursor']);
    }
    expect(cursors).toEqual([5, 10, 15, 20, null]);
  });
});
