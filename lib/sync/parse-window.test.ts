import { describe, expect, test } from 'vitest';
import { parseWindow, type WindowWords } from './parse-window.ts';

const now = Date.UTC(2024, 0, 31, 10, 20, 30, 400);

describe('parseWindow', () => {
  test.each<[WindowWords, unknown]>([
    [{}, undefined],
    [{ since: '2024-01-01' }, { since: '2024-01-01' }],
    [{ until: '2024-01-01T10:00:00Z' }, { until: '2024-01-01T10:00:00Z' }],
    [
      { since: '100', until: '200' },
      { since: '100', until: '200' },
    ],
    [{ backfill: '30d' }, { since: '2024-01-01T10:20:30Z' }],
    [{ backfill: '12h' }, { since: '2024-01-30T22:20:30Z' }],
    [
      { backfill: '2w', until: '2024-01-15' },
      { since: '2024-01-01T00:00:00Z', until: '2024-01-15' },
    ],
  ])('%j', (words, window) => expect(parseWindow(words, now)).toEqual(window));

  test.each<[WindowWords, RegExp]>([
    [{ since: 'yesterday' }, /--since "yesterday" is no date/],
    [{ until: '2024-02-30' }, /--until "2024-02-30" is no date/],
    [{ since: '2024-02-01', until: '2024-01-01' }, /The range is empty/],
    [{ since: '5', until: '5' }, /The range is empty/],
    [{ backfill: '30' }, /--backfill "30" is no span/],
    [{ backfill: '0d' }, /--backfill "0d" is no span/],
    [{ backfill: '99999999w' }, /is no span/],
    [{ backfill: '1d', since: '2024-01-01' }, /both say where to start/],
  ])('%j is refused', (words, message) => {
    expect(() => parseWindow(words, now)).toThrow(expect.objectContaining({ code: 'usage-invalid' }));
    expect(() => parseWindow(words, now)).toThrow(message);
  });
});
