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
      saved = tracker.state()?.['ts'];
    }
    expect(loaded).toEqual([[1, 2, 3], [4, 5], []]);
  });

  test('a run that brings only known rows keeps the hashes', () => {
    const first = new CursorTracker('r', byTs, ['id'], undefined);
    rows([1, 5], [2, 5]).forEach((record) => first.accept(record));
    const second = new CursorTracker('r', byTs, ['id'], first.state()?.['ts']);
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

describe('instants', () => {
  const byInstant = { cursorPath: 'at', initialValue: undefined };
  const lastOf = (...instants: readonly string[]) => {
    const tracker = new CursorTracker('r', byInstant, ['id'], undefined);
    for (const [id, at] of instants.entries()) tracker.accept({ id, at });
    return { last: tracker.lastValue, rows: tracker.state()?.['at']?.unique_hashes.length };
  };

  test.each([
    ['2024-01-01T00:00:00Z', '2024-01-01T00:00:00.500Z'],
    ['2024-01-01T10:00:00+02:00', '2024-01-01T09:30:00Z'],
    ['2024-01-01T00:00:00.123456788Z', '2024-01-01T00:00:00.123456789Z'],
    ['2024-01-01T00:00:00.05Z', '2024-01-01T00:00:00.5Z'],
    ['2024-01-01 10:00', '2024-01-01T10:00:01+00'],
    ['20240101T101010', '2024-01-01T10:10:11Z'],
    ['2023-12-31T23:00:00-0200', '2024-01-01T02'],
    ['0099-12-31T23:59:59Z', '1999-12-31T23:59:59Z'],
  ])('%s lies before %s', (earlier, later) => {
    expect(lastOf(earlier, later)).toEqual({ last: later, rows: 1 });
    expect(lastOf(later, earlier)).toEqual({ last: later, rows: 1 });
  });

  test.each([
    ['2024-01-01T00:00:00Z', '2024-01-01T02:00:00.000+02:00'],
    ['2024-01-01T00:00:00', '2024-01-01T00:00:00Z'],
    ['2024-01-01T00:00:00.5Z', '2024-01-01 00:00:00.500'],
  ])('%s and %s are one', (one, same) => {
    expect(lastOf(one, same)).toEqual({ last: one, rows: 2 });
  });

  test('texts that are no instants compare by their characters', () => {
    expect(lastOf('2024-01-10', '2024-01-09').last).toBe('2024-01-10');
    expect(lastOf('b', 'a').last).toBe('b');
  });

  test("a saved value loses dlt's mark of its type", () => {
    const last = `${String.fromCodePoint(0xf027)}2024-01-01T00:00:00+00:00`;
    const saved = { initial_value: null, last_value: last, unique_hashes: ['669czW83KR00ut4bv/U5'] };
    const tracker = new CursorTracker('r', byInstant, ['id'], saved);
    expect(tracker.startValue).toBe('2024-01-01T00:00:00+00:00');
    const taken = [1, 2].filter((id) => tracker.accept({ id, at: '2024-01-01T00:00:00Z' }));
    expect(taken).toEqual([2]);
  });
});

test.each([
  [['id'], 'id'],
  [['shop.id', 'id'], 'id'],
])('a record without its primary key %j is refused with the name of the key', (key, missing) => {
  const tracker = new CursorTracker('orders', byTs, key, undefined);
  expect(() => tracker.accept({ ts: 1, shop: { id: 1 } })).toThrow(
    expect.objectContaining({
      code: 'rows-refused',
      message: expect.stringMatching(new RegExp(`orders.*"${missing}"`)),
      hint: expect.stringContaining('primary key'),
    }),
  );
});
