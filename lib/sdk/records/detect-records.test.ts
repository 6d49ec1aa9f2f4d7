import { expect, test } from 'vitest';
import { detectRecords } from './detect-records.ts';

const two = [{ id: 1 }, { id: 2 }];
const told = (body: unknown) =>
  detectRecords(body).map(({ path, confidence, evidence }) => [path.text, confidence, evidence[0]]);

test('a place that nothing rivals is sure', () => {
  expect(told(two)).toEqual([['$', 'sure', 'the response is a list']]);
  expect(told({ data: two, total: 2 })).toEqual([['data', 'sure', '"data" is a usual name for records']]);
  expect(told({ id: 1, tags: ['a'] })).toEqual([['$', 'sure', 'the response is one object without a list of records']]);
});

test('lists beside it are named', () => {
  expect(told({ data: two, included: two })).toEqual([
    ['data', 'likely', '"data" is a usual name for records'],
    ['included', 'unsure', 'a list beside it'],
  ]);
});

test('an unusual name is likely, several of them are not', () => {
  expect(told({ invoices: two })).toEqual([['invoices', 'likely', 'it is the only list of objects']]);
  expect(told({ authors: two, articles: two })).toEqual([
    ['$', 'unsure', 'there are several lists (authors, articles)'],
    ['authors', 'unsure', 'one of several lists of objects'],
    ['articles', 'unsure', 'one of several lists of objects'],
  ]);
});

test('the nodes of a GraphQL answer are found below the names of the query', () => {
  const body = { data: { repository: { issues: { nodes: two, pageInfo: { hasNextPage: true } } } } };
  expect(told(body)).toEqual([['data.repository.issues.nodes', 'sure', '"nodes" is a usual name for records']]);
  expect(told({ data: { viewer: { settings: { themes: two } } } })[0]?.[0]).toBe('$');
});
