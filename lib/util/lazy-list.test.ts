import { expect, test } from 'vitest';
import { lazyList } from './lazy-list.ts';

function counted(length: number) {
  const made: number[] = [];
  const list = lazyList(length, {
    makeOne: (index) => {
      made.push(index);
      return { index };
    },
    makeAll: () => Array.from({ length }, (_, index) => ({ index })),
  });
  return { list, made };
}

test('makes the elements that are looked at, once', async () => {
  const { list, made } = counted(1000);
  expect(list.length).toBe(1000);
  expect(Array.isArray(await Promise.resolve(list))).toBe(true);
  expect(made).toEqual([]);
  expect(list[7]).toBe(list[7]);
  expect(list.at(-1)).toEqual({ index: 999 });
  expect(list[1000]).toBeUndefined();
  expect(made).toEqual([7, 999]);
});

test('is a list like any other for whoever looks at all of it', () => {
  const { list } = counted(100);
  const second = list[1];
  expect([...list]).toEqual(Array.from({ length: 100 }, (_, index) => ({ index })));
  expect(list[1]).toBe(second);
  expect(counted(3).list.map((element) => element)).toEqual([{ index: 0 }, { index: 1 }, { index: 2 }]);
  expect(counted(3).list.flatMap((element) => [element, element]).length).toBe(6);
  expect(Object.keys(counted(2).list)).toEqual(['0', '1']);
  expect(JSON.stringify(counted(2).list)).toBe('[{"index":0},{"index":1}]');
  expect([counted(2).list].flat()).toEqual([{ index: 0 }, { index: 1 }]);
  expect([...counted(0).list]).toEqual([]);
});
