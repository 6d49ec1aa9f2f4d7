import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Cursor } from './cursor.ts';
import { resource } from './define-resource.ts';
import { incremental } from './incremental.ts';
import type { Resource, ResourceContext } from './resource.ts';
import { warnInScope } from './warning-scope.ts';

const context: ResourceContext = {
  cursor: undefined,
  parentRecord: undefined,
  signal: new AbortController().signal,
  warn: () => {},
};

async function read(subject: Resource, more: Partial<ResourceContext> = {}): Promise<unknown[]> {
  return Array.fromAsync(subject.records({ ...context, ...more }) as AsyncIterable<unknown>);
}

describe('resource', () => {
  test('appends when nothing else is said, as dlt does', () => {
    expect(resource('users', {}, () => [])).toMatchObject({
      name: 'users',
      writeDisposition: 'append',
      primaryKey: [],
      incremental: undefined,
      parent: undefined,
    });
  });

  test('a primary key may be one field or several', () => {
    expect(resource('a', { writeDisposition: 'merge', primaryKey: 'id' }, () => []).primaryKey).toEqual(['id']);
    expect(resource('a', { primaryKey: ['x', 'y'] }, () => []).primaryKey).toEqual(['x', 'y']);
  });

  test('merge without a primary key is refused at once', () => {
    expect(() => resource('users', { writeDisposition: 'merge' }, () => [])).toThrow(
      expect.objectContaining({ code: 'module-invalid', hint: expect.stringContaining('primaryKey') as string }),
    );
  });

  test('a resource without a name is refused', () => {
    expect(() => resource(' ', {}, () => [])).toThrow(expect.objectContaining({ code: 'module-invalid' }));
  });
});

describe('the records of a resource', () => {
  test('are what its function yields', async () => {
    const users = resource('users', {}, async function* () {
      yield { id: 1 };
      yield [{ id: 2 }, { id: 3 }];
    });
    expect(await read(users)).toEqual([{ id: 1 }, [{ id: 2 }, { id: 3 }]]);
  });

  test('come from a generator, an iterable, a promise of either, or a list, which is one page', async () => {
    const pages = [{ id: 1 }];
    const generator = function* () {
      yield { id: 1 };
    };
    expect(await read(resource('a', {}, generator))).toEqual([{ id: 1 }]);
    expect(await read(resource('a', {}, () => new Set(pages)))).toEqual([{ id: 1 }]);
    expect(await read(resource('a', {}, async () => generator()))).toEqual([{ id: 1 }]);
    expect(await read(resource('a', {}, () => pages))).toEqual([[{ id: 1 }]]);
    expect((await read(resource('a', {}, async () => pages)))[0]).toBe(pages);
  });

  test('a function that returns nothing iterable is told how to be written', async () => {
    const wrong = (() => ({ id: 1 })) as unknown as () => Iterable<unknown>;
    await expect(read(resource('users', {}, wrong))).rejects.toMatchObject({
      code: 'module-invalid',
      message: 'Resource "users" must yield records or return a list, but its function returned an object.',
    });
    const nothing = (async () => undefined) as unknown as () => Iterable<unknown>;
    await expect(read(resource('users', {}, nothing))).rejects.toThrow('returned undefined');
  });

  test('an error of the function reaches the reader unchanged', async () => {
    const error = new TypeError('boom');
    const broken = resource('a', {}, async function* () {
      yield { id: 1 };
      throw error;
    });
    await expect(read(broken)).rejects.toBe(error);
  });

  test('a reader that stops early lets the function clean up', async () => {
    const steps: string[] = [];
    const users = resource('a', {}, async function* () {
      try {
        yield 1;
        yield 2;
      } finally {
        steps.push('closed');
      }
    });
    for await (const _ of users.records(context)) break;
    expect(steps).toEqual(['closed']);
  });

  test('warnings from below reach the resource that runs, also while two are read in turns', async () => {
    const heard: string[] = [];
    const make = (name: string) =>
      resource(name, {}, async function* () {
        for (const step of [1, 2]) {
          await Promise.resolve();
          warnInScope(`${name}${step}`);
          yield step;
        }
      });
    const [a, b] = [make('a'), make('b')].map(
      (subject) =>
        subject.records({ ...context, warn: (message) => heard.push(`${subject.name}:${message}`) }) as AsyncGenerator,
    );
    for (let step = 0; step < 2; step += 1) await Promise.all([a?.next(), b?.next()]);
    expect(heard.toSorted()).toEqual(['a:a1', 'a:a2', 'b:b1', 'b:b2']);
  });
});

test('the cursor has the type of the initial value', () => {
  resource('a', { incremental: incremental('at', { initialValue: '2024' }) }, ({ cursor }) => {
    expectTypeOf(cursor).toEqualTypeOf<Cursor<string>>();
    return [];
  });
  resource('a', { incremental: incremental('at', { initialValue: 0 }) }, ({ cursor }) => {
    expectTypeOf(cursor.startValue).toEqualTypeOf<number | bigint>();
    return [];
  });
  resource('a', { incremental: incremental('at') }, ({ cursor }) => {
    expectTypeOf(cursor.startValue).toEqualTypeOf<undefined>();
    return [];
  });
  resource('a', {}, (context) => {
    expectTypeOf(context).not.toHaveProperty('cursor');
    return [];
  });
});
