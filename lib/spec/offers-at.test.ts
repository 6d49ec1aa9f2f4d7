import { expect, test } from 'vitest';
import type { KeyPath } from './key-path.ts';
import { keyOffersAt, offersAt } from './offers-at.ts';
import { nothingSeen, type SeenFields } from './seen-fields.ts';

const text = `sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: https://shop.example
      pagination: { type: cursor, cursor_path: x }
      resources:
        - name: users
        - name: orders
          endpoint: "/users/{resources.users.id}/orders"
          pagination: { type: cursor, cursor_path: id, cursor_from: last_record }
`;

const seen: SeenFields = new Map([
  [
    'users',
    {
      record: [
        { path: 'id', kind: 'number' },
        { path: 'address', kind: 'object' },
        { path: 'address.city', kind: 'text' },
        { path: 'tags', kind: 'list' },
      ],
      response: [
        { path: 'meta', kind: 'object' },
        { path: 'meta.next', kind: 'text' },
        { path: 'meta.more', kind: 'boolean' },
        { path: 'meta.count', kind: 'number' },
        { path: 'items', kind: 'list' },
      ],
      headers: ['x-next'],
    },
  ],
  ['orders', { record: [{ path: 'number', kind: 'number' }], response: [], headers: [] }],
]);

const users = (...path: KeyPath) => offersAt(text, ['sources', 0, 'rest_api', 'resources', 0, ...path], seen);
const orders = (...path: KeyPath) => offersAt(text, ['sources', 0, 'rest_api', 'resources', 1, ...path], seen);

test('fields of the records of that resource', () => {
  expect(users('primary_key')).toEqual(['id', 'address.city']);
  expect(users('primary_key', 1)).toEqual(['id', 'address.city']);
  expect(users('incremental', 'cursor_path')).toEqual(['id', 'address.city']);
  expect(orders('primary_key')).toEqual(['number']);
  expect(users('steps', 0, 'remove', 0)).toEqual(['id', 'address', 'address.city', 'tags']);
  expect(users('steps', 0, 'explode')).toEqual(['tags']);
});

test('places in its responses, those of the fitting kind first', () => {
  expect(users('data_selector')).toEqual(['items', 'meta']);
  expect(users('endpoint', 'data_selector')).toEqual(['items', 'meta']);
  expect(users('pagination', 'has_more_path')[0]).toBe('meta.more');
  expect(users('pagination', 'total_path')[0]).toBe('meta.count');
  expect(users('pagination', 'next_url_path')[0]).toBe('meta.next');
  expect(users('pagination', 'header')).toEqual(['x-next']);
});

test('a cursor of paging is sought in the response, or in the last record where that is said', () => {
  expect(users('pagination', 'cursor_path')).toContain('meta.next');
  expect(orders('pagination', 'cursor_path')).toEqual(['number']);
  expect(offersAt(text, ['sources', 0, 'rest_api', 'pagination', 'cursor_path'], seen)).toContain('meta.next');
});

test('fields of the parent, for what is taken from it', () => {
  expect(orders('include_from_parent', 0)).toEqual(['id', 'address', 'address.city', 'tags']);
  expect(users('include_from_parent', 0)).toEqual([]);
});

test('names of keys in mappings by field', () => {
  const at = (...path: KeyPath) => keyOffersAt(text, ['sources', 0, 'rest_api', 'resources', 0, ...path], seen);
  expect(at('columns')).toContain('address.city');
  expect(at('steps', 0, 'rename')).toContain('tags');
  expect(at('headers')).toEqual([]);
});

test('nothing for other keys, and before anything was seen', () => {
  expect(users('name')).toEqual([]);
  expect(users('params', 'path')).toEqual([]);
  expect(offersAt(text, ['sources', 0, 'rest_api', 'resources', 0, 'primary_key'], nothingSeen)).toEqual([]);
});
