import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cursor } from '../sdk/cursor.ts';
import type { RestResource } from '../spec/rest-source.ts';
import { planRequest } from './plan-request.ts';

const template: RestResource = {
  name: 'comments',
  path: '/comments',
  method: 'GET',
  params: {},
  json: undefined,
  headers: {},
  dataSelector: undefined,
  pagination: { type: 'auto' },
  writeDisposition: 'replace',
  primaryKey: [],
  incremental: undefined,
  parent: 'posts',
};
const cursor: Cursor = { initialValue: '2024-01-01', startValue: '2024-02-01', lastValue: '2024-03-01' };
const baseUrl = 'https://api.test/v1';

function plan(resource: Partial<RestResource>, parentRecord?: unknown, own?: Cursor) {
  return planRequest({ ...template, ...resource }, baseUrl, { resource: 'comments', parentRecord, cursor: own });
}

describe('a request without placeholders', () => {
  test('is sent as it is written', () => {
    const written = {
      params: { a: 1, b: [1, 2], c: null, d: true },
      headers: { 'X-A': '1' },
      json: { deep: [null, 1] },
    };
    expect(plan({ ...written, path: '/posts/{id}' })).toEqual({
      method: 'GET',
      path: '/posts/{id}',
      params: { a: '1', b: ['1', '2'], c: null, d: 'true' },
      headers: { 'X-A': '1' },
      json: { deep: [null, 1] },
      reason: 'first page',
    });
  });

  test('objects in the query travel as JSON, with every digit', () => {
    expect(plan({ params: { filter: { a: [1], big: 12345678901234567890n } } })?.params).toEqual({
      filter: '{"a":[1],"big":12345678901234567890}',
    });
  });
});

describe('a placeholder of the parent', () => {
  test('in a path is one percent-encoded piece', () => {
    const planned = plan({ path: '/posts/{resources.posts.id}/comments' }, { id: 'a/b c?' });
    expect(planned?.path).toBe('/posts/a%2Fb%20c%3F/comments');
    expect(planned?.reason).toBe('first page for posts.id = a/b c?');
  });

  test('in a path never leaves its place, whatever the value', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (id) => {
        fc.pre(id !== '.' && id !== '..');
        const path = plan({ path: '/posts/{resources.posts.id}/x' }, { id })?.path ?? '';
        const url = new URL(`https://api.test${path}`);
        expect(url.pathname.split('/')).toHaveLength(4);
        expect(decodeURIComponent(url.pathname)).toBe(`/posts/${id.toWellFormed()}/x`);
      }),
    );
    expect(() => plan({ path: '/posts/{resources.posts.id}' }, { id: '..' })).toThrow('it would lead elsewhere');
  });

  test('that is the whole endpoint is a URL of the API', () => {
    const path = '{resources.posts.links.comments}';
    const to = (comments: string) => plan({ path }, { links: { comments } })?.path;
    expect(to('https://api.test/v1/posts/7/comments?a=b')).toBe('https://api.test/v1/posts/7/comments?a=b');
    expect(to('/v1/posts/7')).toBe('https://api.test/v1/posts/7');
    expect(to('posts/7')).toBe('posts/7');
  });

  test('that is null or empty in a path means that there is nothing to read', () => {
    expect(plan({ path: '/users/{resources.posts.author_id}' }, { author_id: null })).toBeUndefined();
    expect(plan({ path: '{resources.posts.url}' }, { url: '' })).toBeUndefined();
  });

  test('keeps its type in JSON when it stands alone, and is text inside a text', () => {
    const json = { id: '{resources.posts.id}', tags: ['{resources.posts.tags}'], text: 'post {resources.posts.id}' };
    expect(plan({ json }, { id: 12345678901234567890n, tags: ['a'] })?.json).toEqual({
      id: 12345678901234567890n,
      tags: [['a']],
      text: 'post 12345678901234567890',
    });
    expect(plan({ json: { id: '{resources.posts.id}' } }, { id: null })?.json).toEqual({ id: null });
  });

  test('fills parameters and headers as text', () => {
    const planned = plan(
      {
        params: { post: '{resources.posts.id}', tag: '{resources.posts.tags}' },
        headers: { 'X-Post': '{resources.posts.id}' },
      },
      { id: 7, tags: ['a', 'b'] },
    );
    expect(planned).toMatchObject({ params: { post: '7', tag: ['a', 'b'] }, headers: { 'X-Post': '7' } });
    expect(planned?.reason).toBe('first page for posts.id = 7, posts.tags = ["a","b"]');
  });

  test('of null is left out of the query and the headers', () => {
    const written = { params: { post: '{resources.posts.id}' }, headers: { 'X-Post': '{resources.posts.id}' } };
    expect(plan(written, { id: null })).toMatchObject({ params: { post: null }, headers: {} });
  });

  test('that the parent lacks is an error with the fields there are', () => {
    expect(() => plan({ path: '/posts/{resources.posts.nope}' }, { id: 1, title: 'a' })).toThrow(
      expect.objectContaining({
        code: 'records-missing',
        message: 'Resource "comments" needs the field "nope" of each record of "posts", but one of them has id, title.',
      }),
    );
  });

  test('that is an object has no place in a text', () => {
    expect(() => plan({ path: '/x/{resources.posts.user}' }, { user: { id: 1 } })).toThrow('it is an object');
  });
});

describe('the cursor', () => {
  const incremental = { cursorPath: 'updated_at', initialValue: '2024-01-01', startParam: 'since' };

  test('sends its start value as the start parameter', () => {
    expect(plan({ incremental, params: { since: 'x' } }, undefined, cursor)?.params).toEqual({ since: '2024-02-01' });
  });

  test('without a start value sends nothing', () => {
    const none: Cursor = { initialValue: undefined, startValue: undefined, lastValue: undefined };
    expect(plan({ incremental }, undefined, none)?.params).toEqual({ since: undefined });
    const json = { filter: { since: '{incremental.start_value}' } };
    expect(plan({ incremental, json }, undefined, none)?.json).toEqual({ filter: {} });
    expect(() => plan({ path: '/since/{incremental.start_value}' }, undefined, none)).toThrow(
      expect.objectContaining({ code: 'cursor-invalid', hint: 'Give the incremental an initial_value.' }),
    );
  });

  test('stands still during a run under every name but the initial one', () => {
    const params = {
      a: '{incremental.start_value}',
      b: '{incremental.last_value}',
      c: 'from {incremental.initial_value}',
    };
    expect(plan({ params }, undefined, cursor)?.params).toEqual({
      a: '2024-02-01',
      b: '2024-02-01',
      c: 'from 2024-01-01',
    });
  });
});
