import { expect, test } from 'vitest';
import { matchesFilter, operationsAlong, withoutParents, type Operation } from './chosen-operations.ts';

const operation = (id: string, parents: readonly string[] = [], kind: Operation['kind'] = 'list'): Operation => {
  const value = (text: string) => ({ value: text, confidence: 'sure' as const, evidence: [] });
  return {
    id,
    kind,
    at: '',
    settings: { name: value(id), endpoint: value(`/${id}`) },
    parents,
    scopes: [],
    values: [],
  };
};
const operations = [
  operation('users'),
  operation('posts', ['users']),
  operation('comments', ['posts']),
  operation('user', [], 'document'),
  operation('photos', ['user']),
];

test('what fills the path of a chosen request comes along, over several levels', () => {
  expect([...operationsAlong(operations, new Set(['comments']))]).toEqual(['posts', 'users']);
  expect([...operationsAlong(operations, new Set(['comments', 'users']))]).toEqual(['posts']);
  expect(operationsAlong(operations, new Set(['users'])).size).toBe(0);
});

test('of what is taken at first, a document that others need was not chosen by itself, a list was', () => {
  expect([...withoutParents(operations, ['users', 'posts', 'user', 'photos'])]).toEqual(['users', 'posts', 'photos']);
});

test.each([
  ['post', ['posts']],
  ['get users', ['users']],
  ['  ', ['users', 'posts', 'comments', 'user', 'photos']],
  ['nothing', []],
])('the filter %j finds %j', (filter, found) => {
  expect(operations.filter((one) => matchesFilter(one, filter)).map(({ id }) => id)).toEqual(found);
});
