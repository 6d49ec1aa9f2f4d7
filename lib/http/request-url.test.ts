import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { QueryParams } from './http-client.ts';
import { buildRequestUrl, replaceQuery } from './request-url.ts';

function build(baseUrl: string | undefined, url: string, params?: QueryParams): string {
  return buildRequestUrl({ baseUrl, url, params, mask: (text) => text }).href;
}

describe('joining', () => {
  test.each([
    ['https://api.test', 'users', 'https://api.test/users'],
    ['https://api.test/v1', '/users', 'https://api.test/v1/users'],
    ['https://api.test/v1/', '/users/', 'https://api.test/v1/users/'],
    ['https://api.test/v1/', '', 'https://api.test/v1/'],
    ['https://api.test/v1', '?page=2', 'https://api.test/v1?page=2'],
    ['https://api.test/v1?tenant=7', 'users?page=2#top', 'https://api.test/v1/users?tenant=7&page=2'],
    ['https://api.test/v1', 'a%2Fb', 'https://api.test/v1/a%2Fb'],
    ['https://api.test/v1', 'HTTP://other.test/x', 'http://other.test/x'],
  ])('%s and %s', (baseUrl, url, expected) => {
    expect(build(baseUrl, url)).toBe(expected);
  });

  test('a path never leads to another host', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        fc.pre(!/^\s*[a-z][a-z0-9+.-]*:\/\//i.test(path));
        expect(new URL(build('https://api.test/v1', path)).host).toBe('api.test');
      }),
    );
  });

  test.each(['ftp://files.test/x', 'file:///etc/passwd'])('refuses %s', (url) => {
    expect(() => build('https://api.test', url)).toThrow('is not supported');
  });

  test('asks for a base URL where there is only a path', () => {
    expect(() => build(undefined, 'users')).toThrow('no base URL');
  });
});

describe('parameters', () => {
  test('follow the query that is there, skip what is absent, and repeat for lists', () => {
    const params = {
      q: 'a b&c',
      page: 2,
      big: 12345678901234567890n,
      all: true,
      none: null,
      not: undefined,
      id: [1, 2],
    };
    expect(build('https://api.test', 'x?fields=a,b', params)).toBe(
      'https://api.test/x?fields=a,b&q=a%20b%26c&page=2&big=12345678901234567890&all=true&id=1&id=2',
    );
  });

  test('arrive as they were given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (name, value) => {
        const url = new URL(build('https://api.test', 'x', { [`n${name}`]: value }));
        expect(url.searchParams.get(`n${name}`)).toBe(value);
      }),
    );
  });

  test('a replaced one takes the place of all of its name', () => {
    const url = new URL('https://api.test/x?key=old&a=b%20c&key=older');
    replaceQuery(url, 'key', 'new');
    expect(url.search).toBe('?a=b%20c&key=new');
  });
});
