import { describe, expect, test } from 'vitest';
import { boundaryHash } from './boundary-hash.ts';
import { CursorTracker } from './cursor-tracker.ts';

const byTs = { cursorPath: 'ts', initialValue: undefined };
interface Row {
  readonly id: number;
  readonly ts: number;
}
const rows = (...pairs: readonly (readonly [number, number])[]): Row[] => pairs.map(([id, ts]) => ({ id, ts }));

describe('the hash at the boundary is that of dlt', () => {
  test.each([
    [{ id: 2 }, [2], 'Tp44cKMYfAuJiBfxLAqu'],
    [{ id: 1 }, [1], '669czW83KR00ut4bv/U5'],
    [{ ts: 2, id: 2 }, [], 'yliF2Z7Gtzo3XKxfGDpC'],
    [{ ts: 6 }, [], '6tyLW551AzAwFph40M0o'],
  ])('%j', (record, key, hash) => expect(boundaryHash(record, key)).toBe(hash));
});

describe('over several runs', () => {
  test('rows at the boundary load once, new ones there are not lost', () => {
    const runs = [rows([1, 1], [2, 2], [3, 2]), rows([3, 2], [4, 2], [5, 3], [0, 1]), rows([5, 3])];
    let saved;
    const loaded: number[][] = [];
    for (const records of runs) {
      const tracker: CursorTracker = new CursorTracker('r', byTs, ['id'], saved);
      loaded.push(records.filter((record) => tracker.accept(record)).map(({ id }) => id));
      saved = tracker.state()['ts'];
    }
    expect(loaded).toEqual([[1, 2, 3], [4, 5], []]);
  });

  test('a run that brings only known rows keeps the hashes', () => {
    const first = new CursorTracker('r', byTs, ['id'], undefined);
    rows([1, 5], [2, 5]).forEach((record) => first.accept(record));
    const second = new CursorTracker('r', byTs, ['id'], first.state()['ts']);
    rows([1, 5]).forEach((record) => second.accept(record));
    expect(second.state()).toEqual(first.state());
  });
});

describe('within one run', () => {
  test('the initial value itself is taken, what lies before is not', () => {
    const tracker = new CursorTracker('r', { cursorPath: 'ts', initialValue: 5 }, ['id'], undefined);
    expect(
      rows([1, 4], [2, 5], [3, 6])
        .filter((record) => tracker.accept(record))
        .map(({ id }) => id),
    ).toEqual([2, 3]);
    expect(tracker.lastValue).toBe(6);
    expect(tracker.startValue).toBe(5);
  });

  test('equal rows are not removed', () => {
    const tracker = new CursorTracker('r', byTs, ['id'], undefined);
    expect(rows([1, 1], [1, 1]).filter((record) => tracker.accept(record))).toHaveLength(2);
  });

  test('integers beyond 2^53 keep their order', () => {
    const tracker = new CursorTracker('r', byTs, [], undefined);
    for (const ts of [9007199254740993n, 9007199254740992n, 5]) tracker.accept({ ts });
    expect(tracker.lastValue).toBe(9007199254740993n);
  });

  test('a record without the field stops with the fields it has', () => {
    const tracker = new CursorTracker('orders', { cursorPath: 'updated_at', initialValue: undefined }, [], undefined);
    expect(() => tracker.accept({ id: 1, updated: 'x' })).toThrow(/"updated_at" is missing in a record of orders/);
    expect(() => tracker.accept({ updated_at: null })).toThrow(/is null/);
  });

  test('a field of another type than the start says so', () => {
    const tracker = new CursorTracker('orders', { cursorPath: 'ts', initialValue: 0 }, [], undefined);
    expect(() => tracker.accept({ ts: '2024-01-01' })).toThrow(/cannot be compared/);
  });
});
