import { expect, test } from 'vitest';
import { readGraphql } from './graphql.ts';

const read = (query: string, variables?: Record<string, null>) =>
  readGraphql({ type: 'json', value: { query, ...(variables === undefined ? {} : { variables }) } });

test.each([
  ['in short', '{ orders { id } }', 'orders', undefined],
  [
    'with a variable for its pages',
    'query Orders($first: Int = 10, $after: String, $by: By = {name: "}"}) @cached { shown: orders(first: $first) { nodes { id } } }',
    'shown',
    'variables.after',
  ],
  [
    'of a connection',
    '{ shop(id: 1) { name all: orders(first: 2) @live { totalCount nodes { id } } } }',
    'all',
    undefined,
  ],
  [
    'behind a fragment and comments',
    '# mutation\nfragment F on Order { id }\nquery { orders { ...F } }',
    'orders',
    undefined,
  ],
  ['with a text that says otherwise', '{ find(words: "} mutation {") { id } }', 'find', undefined],
])('a query %s reads, and says what', (_, query, field, cursorParam) => {
  expect(read(query)).toEqual({ operation: 'query', field, cursorParam });
});

test('a variable may be known by its value alone', () => {
  expect(read('query Q($x: Int) { a }', { cursor: null })?.cursorParam).toBe('variables.cursor');
});

test.each([
  ['mutation { drop }', 'mutation'],
  ['query A { a } mutation B { b }', 'mutation'],
  ['# query\n  mutation($in: In!) { a(in: $in) { id } }', 'mutation'],
  ['subscription { a }', 'subscription'],
])('%s is no query', (query, operation) => expect(read(query)?.operation).toBe(operation));

test.each(['shoes', 'query', '{ a', 'a } {', '{ a } b', 'queryable { a }', 'type A { id: ID }'])(
  '"%s" is no GraphQL',
  (query) => expect(read(query)).toBeUndefined(),
);

test('of several in one body a mutation is told, and no query is sure', () => {
  const batch = (...queries: readonly string[]) =>
    readGraphql({ type: 'json', value: queries.map((query) => ({ query })) });
  expect(batch('{ a }', 'mutation { b }')?.operation).toBe('mutation');
  expect(batch('{ a }')).toBeUndefined();
});
