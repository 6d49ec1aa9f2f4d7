import { describe, expect, expectTypeOf, test } from 'vitest';
import { resource } from './define-resource.ts';
import { createPage, exchangeOf } from './page.ts';
import type { Resource, ResourceContext } from './resource.ts';
import { transformer } from './transformer.ts';
import type { TypedResource } from './typed-resource.ts';

const context: ResourceContext = {
  cursor: undefined,
  parentRecord: undefined,
  signal: new AbortController().signal,
  warn: () => {},
};

async function read(subject: Resource, more: Partial<ResourceContext> = {}): Promise<unknown[]> {
  return Array.fromAsync(subject.records({ ...context, ...more }) as AsyncIterable<unknown>);
}

interface User {
  readonly id: number;
  readonly name: string;
}

/** Two pages of an API, and a record on its own. */
function users(steps: string[] = []): TypedResource<User> {
  return resource('users', { primaryKey: 'id' }, async function* (): AsyncGenerator<User | User[]> {
    try {
      yield createPage(
        [
          { id: 1, name: 'Ada' },
          { id: 2, name: 'Bob' },
        ],
        7,
      );
      yield createPage([{ id: 3, name: 'Cy' }], 8);
      yield { id: 4, name: 'Di' };
    } finally {
      steps.push('closed');
    }
  });
}

describe('the records of a resource are changed', () => {
  test('by a filter: pages stay pages of their exchange, and empty ones are dropped', async () => {
    const [page, single] = await read(users().addFilter(({ id }) => id === 2 || id === 4));
    expect(page).toEqual([{ id: 2, name: 'Bob' }]);
    expect(exchangeOf(page as object)).toBe(7);
    expect(single).toEqual({ id: 4, name: 'Di' });
    expect(await read(users().addFilter(async () => false))).toEqual([]);
  });

  test('by a map, which may wait', async () => {
    const names = users().addMap(async ({ name }) => ({ name: name.toUpperCase() }));
    expectTypeOf(names).toEqualTypeOf<TypedResource<{ name: string }>>();
    expect((await read(names)).flat()).toEqual([{ name: 'ADA' }, { name: 'BOB' }, { name: 'CY' }, { name: 'DI' }]);
    expect(names).toMatchObject({ name: 'users', primaryKey: ['id'], writeDisposition: 'append' });
  });

  test('by a map that yields any number', async () => {
    const letters = users().addYieldMap(function* ({ id, name }) {
      for (const letter of name) yield { id, letter };
    });
    const all = (await read(letters)).flat().map((row) => (row as { letter: string }).letter);
    expect(all.join('')).toBe('AdaBobCyDi');
  });

  test('in the order in which the steps were added', async () => {
    const subject = users()
      .addMap(({ id }) => id * 10)
      .addFilter((id) => id > 10)
      .addMap((id) => ({ id }));
    expect((await read(subject)).flat()).toEqual([{ id: 20 }, { id: 30 }, { id: 40 }]);
  });

  test('by a limit of pages or of records, which ends the reading', async () => {
    const steps: string[] = [];
    expect((await read(users(steps).addLimit(1))).flat()).toHaveLength(2);
    expect((await read(users(steps).addLimit(2))).flat()).toHaveLength(3);
    expect((await read(users(steps).addLimit(1, { countRows: true }))).flat()).toEqual([{ id: 1, name: 'Ada' }]);
    expect(steps).toEqual(['closed', 'closed', 'closed']);
    expect(await read(users(steps).addLimit(0))).toEqual([]);
  });

  test('without changing the resource itself', async () => {
    const all = users();
    all.addFilter(() => false);
    expect((await read(all)).flat()).toHaveLength(4);
  });
});

test('a transformer is read for each record of another resource, and knows its type', async () => {
  const details = transformer('details', { from: users().addMap(({ id }) => ({ key: id })) }, async function* (row) {
    expectTypeOf(row).toEqualTypeOf<{ key: number }>();
    yield { detail: row.key };
  });
  expectTypeOf(details).toEqualTypeOf<TypedResource<{ detail: number }>>();
  expect(details.parent).toBe('users');
  expect(await read(details, { parentRecord: { key: 5 } })).toEqual([{ detail: 5 }]);
  expect(() => transformer('details', { from: users(), writeDisposition: 'merge' }, () => [])).toThrow(
    'has no primary key',
  );
  expect(transformer('details', { from: users(), concurrency: 3, onChildError: 'skip' }, () => [])).toMatchObject({
    concurrency: 3,
    onChildError: 'skip',
  });
  expect(() => transformer('details', { from: users(), concurrency: 0 }, () => [])).toThrow('has the concurrency 0');
});
