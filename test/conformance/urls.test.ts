import { describe, expect, test } from 'vitest';
import { buildRequestUrl } from '../../lib/http/request-url.ts';
import { isSingleEntityPath } from '../../lib/spec/dlt/dlt-text.ts';
import { faultsOf, modelOf } from './run-dlt-config.ts';

const config = (base: string, path: string) => ({
  client: { base_url: base },
  resources: [{ name: 'a', endpoint: { path } }],
});

function join(base: string, path: string): string {
  const { baseUrl, resources } = modelOf(config(base, path));
  return buildRequestUrl({ baseUrl, url: resources[0]?.path ?? '', mask: (text) => text }).href;
}

test('B1 base URL and path meet in one slash, whatever is written on both sides', () => {
  const whole = 'http://example.com/path/to/resource';
  for (const base of ['http://example.com', 'http://example.com/', 'http://example.com///']) {
    for (const path of ['path/to/resource', '/path/to/resource', '//path/to/resource']) {
      expect(join(base, path), `${base} ${path}`).toBe(whole);
    }
    expect(join(base, '/')).toBe('http://example.com/');
    expect(join(base, '///')).toBe('http://example.com/');
  }
  expect(join('http://example.com', '')).toBe('http://example.com/');
  expect(join('', 'http://example.com/path/to/resource')).toBe(whole);
  expect(join('https://sub.example.com', 'path')).toBe('https://sub.example.com/path');
  expect(join('http://example.com', 'path?query=123')).toBe('http://example.com/path?query=123');
  expect(decodeURI(join('http://example.com', 'a path/中文'))).toBe('http://example.com/a path/中文');
});

describe('B1-E (differs) a base URL that leads nowhere is refused', () => {
  test.each([
    ['/', 'path'],
    ['', 'path/to/resource'],
    ['ftp://example.com', 'path'],
    ['example.com', 'path'],
  ])('"%s" with "%s"', (base, path) => {
    expect(faultsOf(config(base, path))).toEqual([expect.stringMatching(/^client\.base_url: /)]);
  });
});

test('B2 a path whose last part holds a placeholder leads to one document', () => {
  const single = [
    ['/users/{user_id}', '/api/v1/products/{product_id}/', '/products/{product_id}//'],
    ['/products/{product_id}?param1=value1', '/products/{product_id}#section', '/products/{product_id}.json'],
    ['/products/{product_id}.json/', '/products/{product_id}_data', '/products/{product_id}_data?param=true'],
    ['/users/{user_id}/posts/{post_id}', '/posts/{post_id}/comments/{comment_id}', '{entity}', '/{entity}'],
    ['/{user_123}', '/users/{user-id}', '/users/{123}'],
  ].flat();
  const several = [
    ['/users/user_id', '/api/v1/products/product_id/', '/users/{user_id}/details', '/', '/{}'],
    ['/api/v1/products/{product_id}/#section', '/users/{user id}', '/users/{user_id}/{'],
  ].flat();
  expect(single.filter((path) => !isSingleEntityPath(path))).toEqual([]);
  expect(several.filter(isSingleEntityPath)).toEqual([]);
});
