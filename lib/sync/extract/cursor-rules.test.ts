import { describe, expect, test } from 'vitest';
import type { IncrementalState } from '../../loads/manifest.ts';
import type { Incremental } from '../../sdk/incremental.ts';
import { alignBound } from './align-bound.ts';
import { applyLag } from './apply-lag.ts';
import { CursorTracker, type CursorRun } from './cursor-tracker.ts';

type Settings = Partial<Incremental> & { readonly saved?: IncrementalState };

function track({ saved, ...settings }: Settings, run?: CursorRun): CursorTracker {
  return new CursorTracker('r', { cursorPath: 'ts', initialValue: undefined, ...settings }, ['id'], saved, run);
}

/** The values that are taken. */
function taken(tracker: CursorTracker, values: readonly unknown[]): unknown[] {
  return values.filter((ts, id) => tracker.accept({ id, ts }));
}

const savedAt = (last_value: unknown, unique_hashes: readonly string[] = []): IncrementalState => ({
  initial_value: null,
  last_value,
  unique_hashes,
});

describe('the range', () => {
  test('the start counts, unless it is open', () => {
    expect(taken(track({ initialValue: 5 }), [4, 5, 6])).toEqual([5, 6]);
    const open = track({ initialValue: 5, rangeStart: 'open' });
    expect(taken(open, [4, 5, 6])).toEqual([6]);
    expect(open.state()).toEqual({ ts: { initial_value: 5, last_value: 6, unique_hashes: [] } });
  });

  test('the end does not count, unless it is closed; and nothing is saved', () => {
    const tracker = track({ initialValue: 5, endValue: 7 });
    expect(taken(tracker, [4, 5, 6, 7])).toEqual([5, 6]);
    expect(tracker.state()).toBeUndefined();
    expect(taken(track({ initialValue: 5, endValue: 7, rangeEnd: 'closed' }), [4, 5, 7, 8])).toEqual([5, 7]);
  });

  test('an end makes every run start at the initial value', () => {
    expect(track({ initialValue: 5, endValue: 7, saved: savedAt(6) }).startValue).toBe(5);
  });

  test('texts compare by their characters, a date beside an instant is its midnight', () => {
    expect(taken(track({ initialValue: '5' }), ['9', '10'])).toEqual(['9']);
    const instants = ['2024-01-01T23:59:59Z', '2024-01-02T00:00:00+00:00', '2024-01-03T01:00:00+02:00'];
    expect(taken(track({ initialValue: '2024-01-02', endValue: '2024-01-03' }), instants)).toEqual(instants.slice(1));
  });
});

describe('a value that is missing', () => {
  const values = [1, undefined, null, 2];
  test('is an error, or included without moving the cursor, or excluded', () => {
    expect(() => taken(track({}), values)).toThrow(/"ts" is missing in a record of r/);
    const including = track({ onCursorValueMissing: 'include' });
    expect(taken(including, values)).toEqual(values);
    expect(including.lastValue).toBe(2);
    expect(taken(track({ onCursorValueMissing: 'exclude' }), values)).toEqual([1, 2]);
  });

  test('one of a wrong type is an error all the same', () => {
    expect(() => track({ onCursorValueMissing: 'include' }).accept({ ts: [] })).toThrow(/is a object/);
  });
});

describe('lag', () => {
  test('a run starts so far behind; the position never goes back, and known records come again', () => {
    const first = track({ lag: 50, initialValue: 0 });
    expect(taken(first, [100, 200])).toEqual([100, 200]);
    const second = track({ lag: 50, initialValue: 0, saved: savedAt(200) });
    expect(second.startValue).toBe(150);
    expect(taken(second, [149, 150, 200, 210])).toEqual([150, 200, 210]);
    const third = track({ lag: 50, initialValue: 0, saved: savedAt(210) });
    expect(taken(third, [165])).toEqual([165]);
    expect(third.state()).toEqual({ ts: { initial_value: 0, last_value: 210, unique_hashes: [] } });
  });

  test('it does not lead before the initial value, nor move that', () => {
    expect(track({ lag: 50, initialValue: 180, saved: savedAt(200) }).startValue).toBe(180);
    expect(track({ lag: 50, initialValue: 180 }).startValue).toBe(180);
  });

  test.each([
    ['2024-01-10', 1, '2024-01-09'],
    ['2024-01-10T00:00:00Z', 3600, '2024-01-09T23:00:00Z'],
    ['2024-01-10T00:00:00.500+02:00', 1.5, '2024-01-09T23:59:59.000+02:00'],
    ['20240110', 2, '20240108'],
    ['2024-01', 1, '2023-12'],
    [10.5, 3, 7.5],
    [9007199254740993n, 3, 9007199254740990n],
    ['abc', 1, undefined],
  ])('%s less %s is %s', (value, lag, moved) => expect(applyLag(value, lag)).toBe(moved));

  test('a saved text that is no date cannot be moved', () => {
    expect(() => track({ lag: 1, saved: savedAt('abc') })).toThrow(/lag of r cannot be taken/);
  });
});

describe('the order of rows', () => {
  test('with desc nothing can come behind a record before the start, with asc behind one after the end', () => {
    const desc = track({ initialValue: 5, rowOrder: 'desc' });
    taken(desc, [9, 5]);
    expect(desc.isOver).toBe(false);
    taken(desc, [4]);
    expect(desc.isOver).toBe(true);
    desc.startSeries();
    expect(desc.isOver).toBe(false);
    const asc = track({ initialValue: 5, endValue: 7, rowOrder: 'asc' });
    taken(asc, [4, 7]);
    expect(asc.isOver).toBe(false);
    taken(asc, [8]);
    expect(asc.isOver).toBe(true);
  });
});

describe('records at the boundary', () => {
  const many = Array.from({ length: 300 }, () => 7);

  test('what merges keeps few of them only; what appends keeps all, up to a limit', () => {
    const merging = track({}, { canRepeat: () => true });
    expect(taken(merging, many)).toHaveLength(300);
    expect(merging.state()?.['ts']).toMatchObject({ last_value: 7, unique_hashes: [] });
    taken(merging, [8]);
    expect(merging.state()?.['ts']?.unique_hashes).toHaveLength(1);
    const appending = track({}, { canRepeat: () => false });
    taken(appending, many);
    const saved = appending.state()?.['ts'];
    expect(saved?.unique_hashes).toHaveLength(300);
    expect(taken(track(saved === undefined ? {} : { saved }), many)).toEqual([]);
    expect(() =>
      taken(
        track({}),
        Array.from({ length: 50_001 }, () => 7),
      ),
    ).toThrow(/More than 50000 records of r/);
    const most = savedAt(
      7,
      Array.from({ length: 50_000 }, (_, id) => `earlier ${id}`),
    );
    expect(track({ saved: most }).state()?.['ts']?.unique_hashes).toHaveLength(50_000);
    expect(taken(track({ saved: most }), [8, 8])).toHaveLength(2);
    expect(() => taken(track({ saved: most }), [7])).toThrow(/More than 50000 records of r/);
  });
});

test('a record that was known at the position reached, and has moved to a bound between two windows, is taken', () => {
  const first = track({ initialValue: '2024-01-01', window: '30d' });
  taken(first, ['2024-01-01']);
  const saved = first.state()?.['ts'];
  const second = track(
    { ...(saved === undefined ? {} : { saved }), window: '30d' },
    { nowMs: Date.parse('2024-03-05') },
  );
  const [, slice] = second.slices;
  expect(slice?.start).toBe('2024-01-31');
  expect(second.accept({ id: 0, ts: '2024-01-31' }, slice)).toBe(true);
});

describe('a window for one run', () => {
  test('it takes the place of the saved position, and nothing is saved', () => {
    const window = { since: '2024-01-02', until: '2024-01-04' };
    const tracker = track({ saved: savedAt('2024-06-01T00:00:00Z') }, { window });
    expect([tracker.startValue, tracker.endValue]).toEqual(['2024-01-02T00:00:00Z', '2024-01-04T00:00:00Z']);
    const days = [1, 2, 3, 4].map((day) => `2024-01-0${day}T12:00:00Z`);
    expect(taken(tracker, days)).toEqual(days.slice(1, 3));
    expect(tracker.state()).toBeUndefined();
  });

  test.each([
    ['2024-01-31', '2023-05-05', '2024-01-31'],
    ['2024-01-31T10:00:00Z', '2023-05-05', '2024-01-31'],
    ['2024-01-31', '2023-05-05T00:00:00.000+02:00', '2024-01-31T02:00:00.000+02:00'],
    ['2024-01-31', 1700000000, 1706659200],
    ['2024-01-31', 1700000000000, 1706659200000],
    ['100', 7, 100],
    ['2024-01-31', undefined, '2024-01-31'],
    ['abc', 'abd', 'abc'],
  ])('%s beside %s is %s', (bound, like, aligned) => expect(alignBound(bound, like)).toBe(aligned));

  test('where no value is known before, the bounds take the form of the first one', () => {
    const tracker = track({}, { window: { since: '2024-01-02', until: '2024-01-04' } });
    expect(taken(tracker, [1704067200, 1704153600, 1704326399, 1704326400])).toEqual([1704153600, 1704326399]);
  });
});
