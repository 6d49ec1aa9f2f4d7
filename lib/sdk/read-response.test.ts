import { describe, expect, test } from 'vitest';
import type { HttpResponse } from '../http/http-client.ts';
import { parseJsonPath } from '../spec/json-path.ts';
import { readResponse } from './read-response.ts';

function respond(body: unknown): HttpResponse {
  const text = JSON.stringify(body);
  return {
    exchange: 1,
    status: 200,
    url: 'https://api.test/items',
    headers: {},
    bytes: new TextEncoder().encode(text),
    text: () => text,
    json: <Body>() => JSON.parse(text) as Body,
    xml: <Body>() => Promise.resolve({} as Body),
  };
}

describe('readResponse', () => {
  test('finds the records of the first page, and looks at the same place later', () => {
    const first = readResponse(respond({ items: [{ id: 1 }] }), undefined, undefined);
    expect(first).toMatchObject({ page: { records: [{ id: 1 }], isSingleRecord: false }, selector: { text: 'items' } });
    const second = readResponse(respond({ items: [], data: [{ id: 9 }] }), undefined, first.selector);
    expect(second.page.records).toEqual([]);
  });

  test('a later page may leave its empty list out', () => {
    expect(readResponse(respond({ kind: 'list' }), undefined, parseJsonPath('items')).page.records).toEqual([]);
  });

  test('a later page with its records elsewhere is an error, not an empty page', () => {
    const read = () => readResponse(respond({ other: [{ id: 1 }] }), undefined, parseJsonPath('items'));
    expect(read).toThrow(expect.objectContaining({ code: 'records-missing' }));
  });

  test('a given selector has to be there, on every page', () => {
    const read = () => readResponse(respond({ kind: 'list' }), parseJsonPath('items'), undefined);
    expect(read).toThrow(expect.objectContaining({ code: 'records-missing' }));
  });

  test('a body of null has no records, an object as a whole is one', () => {
    expect(readResponse(respond(null), undefined, undefined).page.records).toEqual([]);
    expect(readResponse(respond({ id: 1 }), parseJsonPath('$'), undefined).page).toMatchObject({
      records: [{ id: 1 }],
      isSingleRecord: true,
    });
  });
});
