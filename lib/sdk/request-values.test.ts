import { describe, expect, test } from 'vitest';
import { startServer } from '../../test/support/start-server.ts';
import { endpoint, linkOf, slashed } from './endpoint.ts';
import { fieldOf } from './field-of.ts';
import { formatCursor } from './format-cursor.ts';
import { RestClient } from './rest-client.ts';
import { text } from './text.ts';
import { withFields } from './with-fields.ts';

const post = { id: 7, owner: { login: 'a/b' }, note: null, tags: ['x'] };

describe('endpoint', () => {
  test('encodes each value as one piece, unless its slashes divide the path', () => {
    const owner = fieldOf(post, 'owner.login');
    expect(endpoint`/posts/${fieldOf(post, 'id')}/by/${owner}`).toBe('/posts/7/by/a%2Fb');
    expect(endpoint`/repos/${slashed(owner)}/issues`).toBe('/repos/a/b/issues');
  });

  test.each(['..', '.', 'a/../b', 'a//b'])('refuses "%s", which would lead elsewhere', (value) => {
    expect(() => endpoint`/x/${slashed(value)}`).toThrow(expect.objectContaining({ code: 'records-missing' }));
  });

  test.each([[[1]], [{ a: 1 }]])('refuses %j, which is no piece of a path', (value) => {
    expect(() => endpoint`/x/${value}`).toThrow(expect.objectContaining({ code: 'records-missing' }));
  });

  test('an address as a whole is absolute, or begins at the root of the server', () => {
    expect(linkOf('/a/b?c=1', 'https://api.example.com/v1')).toBe('https://api.example.com/a/b?c=1');
    expect(linkOf('https://other.example.com/x', 'https://api.example.com/v1')).toBe('https://other.example.com/x');
  });
});

describe('fieldOf', () => {
  test('may be null, and names what there is where it is missing', () => {
    expect(fieldOf(post, 'note')).toBeNull();
    expect(fieldOf(post, 'tags[0]')).toBe('x');
    expect(fieldOf(post, 'nothing', 'otherwise')).toBe('otherwise');
    expect(fieldOf('plain', 'value')).toBe('plain');
    expect(() => fieldOf(post, 'nothing')).toThrow(
      expect.objectContaining({ code: 'records-missing', message: expect.stringContaining('id, owner, note, tags') }),
    );
  });
});

describe('text', () => {
  test('holds texts and numbers', () => expect(text`post ${7} of ${'ada'}`).toBe('post 7 of ada'));

  test.each([
    [null, 'records-missing'],
    [['x'], 'records-missing'],
    [undefined, 'cursor-invalid'],
  ])('refuses %j', (value, code) => {
    expect(() => text`a ${value}`).toThrow(expect.objectContaining({ code }));
  });
});

test('formatCursor rounds an end up, unless it is only now', () => {
  const cursor = {
    initialValue: '2024-01-01T10:00:00Z',
    startValue: '2024-01-02T10:00:00Z',
    endValue: '2024-01-03T10:00:00Z',
    lastValue: undefined,
  };
  expect(formatCursor(cursor, 'date')).toEqual({
    initialValue: '2024-01-01',
    startValue: '2024-01-02',
    endValue: '2024-01-04',
    lastValue: undefined,
  });
  expect(formatCursor({ ...cursor, isEndNow: true }, 'date').endValue).toBe('2024-01-03');
});

describe('a client', () => {
  test('sends lists, objects, forms and bodies, and leaves out what is undefined', async () => {
    await using server = await startServer(() => ({ json: [{ id: 1 }] }));
    const client = new RestClient({ baseUrl: server.url });
    await client.get('/a', {
      params: { list: [1, 2], object: { a: 1n }, none: undefined, nil: null, flag: false },
      headers: { 'x-id': 7, 'x-none': undefined },
    });
    await client.post('/b', { json: { a: undefined, b: [undefined, 1], c: { d: undefined } } });
    await client.post('/c', { form: { a: [1, 2], b: undefined } });
    await client.post('/d', {
      form: [
        ['a', 1],
        ['a', 'x'],
        ['b', null],
      ],
    });
    const [get, ...posts] = server.requests;
    expect(decodeURIComponent(get?.url.search ?? '')).toBe('?list=1&list=2&object={"a":1}&flag=false');
    expect(get?.headers['x-id']).toBe('7');
    expect(get?.headers).not.toHaveProperty('x-none');
    expect(posts.map(({ body }) => body)).toEqual(['{"b":[null,1],"c":{}}', 'a=1&a=2', 'a=1&a=x']);
  });

  test('withFields adds fields to each record, and a record that is none stands under value', async () => {
    await using server = await startServer(() => ({ json: ['x', { id: 1 }] }));
    const client = new RestClient({ baseUrl: server.url });
    const pages = await Array.fromAsync(withFields(client.paginate('/a', { dataSelector: '$' }), { _posts_id: 7 }));
    expect(pages).toEqual([
      [
        { value: 'x', _posts_id: 7 },
        { id: 1, _posts_id: 7 },
      ],
    ]);
  });
});
