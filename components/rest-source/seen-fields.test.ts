import { describe, expect, test } from 'vitest';

import type { PreviewExchange } from '#lib/index.ts';
import { seenFields } from './seen-fields.ts';

function exchange(resource: string, body: unknown, other: Partial<PreviewExchange> = {}): PreviewExchange {
  return {
    number: 1,
    resource,
    method: 'GET',
    url: 'https://shop.example',
    requestHeaders: {},
    requestBody: undefined,
    status: 200,
    responseHeaders: { 'content-type': 'application/json', link: '<x>' },
    responseBytes: 1,
    responseBody: typeof body === 'string' ? body : JSON.stringify(body),
    startedAt: '2024-01-01T00:00:00Z',
    durationMs: 1,
    attempts: 1,
    reason: undefined,
    error: undefined,
    isBodyCut: false,
    ...other,
  };
}

const paths = (fields: readonly { path: string }[] | undefined) => fields?.map(({ path }) => path);

describe('what the answers of a test show', () => {
  test('the fields of all records, of the response around them, and its headers', () => {
    const page = (records: unknown[]) => ({ meta: { next: null, total: 3 }, data: { items: records } });
    const seen = seenFields({
      exchanges: [
        exchange('users', page([{ id: 1, name: null, address: { city: 'A' }, tags: [] }])),
        exchange('users', page([{ id: 2, name: 'B', vip: true }])),
      ],
      tables: [],
    }).get('users');
    expect(seen?.record).toEqual([
      { path: 'id', kind: 'number' },
      { path: 'name', kind: 'text' },
      { path: 'address', kind: 'object' },
      { path: 'address.city', kind: 'text' },
      { path: 'tags', kind: 'list' },
      { path: 'vip', kind: 'boolean' },
    ]);
    expect(paths(seen?.response)).toEqual(['meta', 'meta.next', 'meta.total', 'data', 'data.items']);
    expect(seen?.headers).toEqual(['content-type', 'link']);
  });

  test('records are those that were taken, be there longer lists beside them', () => {
    const body = { data: [{ id: 1 }], links: [{ rel: 'a' }, { rel: 'b' }], one: { key: 'k' } };
    const seen = seenFields({
      exchanges: [
        exchange('a', body, { recordsPath: '$.data' }),
        exchange('b', body, { recordsPath: '$.one' }),
        exchange('c', { data: [], links: [{ rel: 'a' }] }, { recordsPath: '$.data' }),
      ],
      tables: [],
    });
    expect(paths(seen.get('a')?.record)).toEqual(['id']);
    expect(paths(seen.get('b')?.record)).toEqual(['key']);
    expect(seen.get('c')?.record).toEqual([]);
  });

  test('a list is its own records, an object without lists is one', () => {
    const seen = seenFields({
      exchanges: [exchange('a', [{ id: 1 }]), exchange('b', { id: 1, 'odd key': 2 })],
      tables: [],
    });
    expect(seen.get('a')).toMatchObject({ record: [{ path: 'id' }], response: [{ path: '$', kind: 'list' }] });
    expect(paths(seen.get('b')?.record)).toEqual(['id']);
  });

  test('columns stand in for a body that is cut, failed answers count for nothing', () => {
    const columns = [
      { name: '_dlt_id', type: 'VARCHAR' },
      { name: 'id', type: 'BIGINT' },
      { name: 'address__city', type: 'VARCHAR' },
    ];
    const table = { name: 'a', resource: 'a', parent: undefined, columns, rowCount: 1, rows: [] };
    const seen = seenFields({
      exchanges: [
        exchange('a', '[{"id": 1', { isBodyCut: true }),
        exchange('b', { message: 'no' }, { status: 404 }),
        exchange('c', 'id,name'),
      ],
      tables: [table],
    });
    expect(seen.get('a')?.record).toEqual([{ path: 'id', kind: 'number' }]);
    expect(seen.has('b')).toBe(false);
    expect(seen.get('c')?.record).toEqual([]);
  });
});
