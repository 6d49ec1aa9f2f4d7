import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IncrementalState } from '../../loads/manifest.ts';
import type { Incremental } from '../../sdk/incremental.ts';
import { CursorTracker, type NextWindow } from './cursor-tracker.ts';

interface Row {
  readonly id: number;
  readonly at: string;
}

const hourMs = 3_600_000;
const start = Date.parse('2024-01-01T00:00:00Z');
/** On the hour, so that many lie at the bounds of windows. */
const instant = (hour: number): string => new Date(start + hour * hourMs).toISOString();

interface Api {
  readonly rows: readonly Row[];
  readonly nowMs: number;
  /** Whether the API leaves out what lies at the bounds that it is asked for. */
  readonly hasOpenStart: boolean;
  readonly hasOpenEnd: boolean;
}

/** One run, up to a window where it is killed. Returns what was loaded, and the saved state. */
function run(
  incremental: Incremental,
  { rows, nowMs, ...api }: Api,
  before: IncrementalState | undefined,
  diesAt: number,
) {
  let saved = before;
  const loaded: number[] = [];
  let next: NextWindow | undefined;
  for (let count = 0; count < diesAt; count++) {
    const tracker: CursorTracker = new CursorTracker('r', incremental, ['id'], saved, { nowMs, isSplit: true, next });
    const [slice] = tracker.slices;
    if (slice?.start === undefined) throw new TypeError('A window has a start.');
    const [from, to] = [Date.parse(String(slice.start)), Date.parse(String(slice.end))];
    const given = rows.filter(({ at }) => {
      const ms = Date.parse(at);
      return (api.hasOpenStart ? ms > from : ms >= from) && (api.hasOpenEnd ? ms < to : ms <= to);
    });
    loaded.push(...given.filter((row) => tracker.accept(row, slice)).map(({ id }) => id));
    saved = tracker.state()?.['at'];
    next = tracker.nextWindow;
    if (next === undefined) break;
  }
  return { loaded, saved };
}

const hours = fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 30 });
/** By which the clock of the API is behind, or its local time. */
const delays = fc.integer({ min: 0, max: 24 });
const diesAfter = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 5 });
const lengths = fc.constantFrom('7h', '1d', '3d', '1w');

test.each([
  { hasOpenStart: false, hasOpenEnd: false },
  { hasOpenStart: false, hasOpenEnd: true },
  { hasOpenStart: true, hasOpenEnd: false },
])('every record is loaded once, wherever runs break off: %j', (api) => {
  fc.assert(
    fc.property(hours, lengths, delays, diesAfter, (at, window, delay, deaths) => {
      const rows = at.map((hour, id) => ({ id, at: instant(hour) }));
      const rangeStart = api.hasOpenStart ? ('open' as const) : ('closed' as const);
      const incremental: Incremental = { cursorPath: 'at', initialValue: instant(0), window, rangeStart };
      let saved: IncrementalState | undefined;
      const loaded: number[] = [];
      for (const [index, diesAt] of [...deaths, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY].entries()) {
        // Time goes on from run to run, at last beyond all records.
        const nowMs = start + (index < deaths.length ? 100 * (index + 1) : 500) * hourMs;
        const known = rows.filter((row) => Date.parse(row.at) <= nowMs - delay * hourMs);
        const result = run(incremental, { ...api, rows: known, nowMs }, saved, diesAt);
        loaded.push(...result.loaded);
        saved = result.saved;
      }
      expect(loaded.toSorted((one, other) => one - other)).toEqual(rows.map(({ id }) => id));
    }),
    { numRuns: 100 },
  );
});
