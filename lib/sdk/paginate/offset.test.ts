import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { offset, type OffsetOptions } from './offset.ts';
import type { PageWarning } from './paginator.ts';

const request = { method: 'GET', params: {}, json: undefined };

interface Walk {
  readonly offsets: readonly unknown[];
  readonly ids: readonly number[];
  readonly warnings: readonly PageWarning[];
  readonly why: string | undefined;
}

/** Reads a server of `size` records that gives at most `cap` per page. */
function walk(options: OffsetOptions, { size, cap = Infinity }: { size: number; cap?: number }): Walk {
  const series = offset(options).start(request);
  let params = { ...series.first.params };
  const offsets: unknown[] = [];
  const ids: number[] = [];
  const warnings: PageWarning[] = [];
  for (;;) {
    offsets.push(params['offset']);
    const start = Number(params['offset']);
    const count = Math.min(Number(params['limit']), cap, Math.max(0, size - start));
    const records = Array.from({ length: count }, (_, index) => ({ id: start + index }));
    ids.push(...records.map(({ id }) => id));
    const body = { total: size };
    const step = series.next({ url: 'https://api.test', headers: {}, body, records, isSingleRecord: false });
    if (step.warning !== undefined) warnings.push(step.warning);
    if (step.next === undefined) return { offsets, ids, warnings, why: step.why };
    params = { ...params, ...step.next.params };
  }
}

describe('offset', () => {
  test('sends offset and limit with the first request', () => {
    expect(offset().start(request).first).toEqual({ params: { offset: 0, limit: 100 } });
    expect(
      offset({ param: 'skip', limitParam: 'take', limit: 5, start: 3, sentBy: 'json' }).start(request).first,
    ).toEqual({ json: { skip: 3, take: 5 } });
  });

  test('the total is a number of records', () => {
    const { offsets, why } = walk({ limit: 10, totalPath: 'total' }, { size: 25 });
    expect(offsets).toEqual([0, 10, 20]);
    expect(why).toBe('all 25 records are read');
  });

  test('a total that a full page reaches is checked by one more request', () => {
    expect(walk({ limit: 10, totalPath: 'total' }, { size: 20 })).toMatchObject({
      offsets: [0, 10, 20],
      why: 'offset=20 is empty: the total was right',
      warnings: [],
    });
  });

  test('without a total it ends at a short page, if the first one was full', () => {
    expect(walk({ limit: 10 }, { size: 25 })).toMatchObject({
      offsets: [0, 10, 20],
      why: 'the page at offset=20 is short: 5 of 10',
      warnings: [],
    });
  });

  test('without a total it ends at an empty page', () => {
    expect(walk({ limit: 10 }, { size: 20 })).toMatchObject({
      offsets: [0, 10, 20],
      why: 'the page at offset=20 is empty',
    });
  });

  test('a short first page may be the end, which one more request tells', () => {
    expect(walk({ limit: 10 }, { size: 4 })).toMatchObject({ offsets: [0, 4], warnings: [] });
  });

  test('a server that caps the limit is followed by the records received, and the run says so', () => {
    const capped = walk({ limit: 100 }, { size: 25, cap: 10 });
    expect(capped.offsets).toEqual([0, 10, 20, 25]);
    expect(capped.warnings).toEqual([
      {
        message: 'The server gives 10 records where limit=100 asks for more; offset moves on by the records received.',
        hint: 'Set limit to 10.',
      },
    ]);
    expect(walk({ limit: 100, totalPath: 'total' }, { size: 25, cap: 10 })).toMatchObject({
      offsets: [0, 10, 20],
      warnings: [{ hint: 'Set limit to 10.' }],
    });
  });

  test('every record is read once, whatever the sizes', () => {
    const size = fc.integer({ min: 0, max: 60 });
    const some = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(size, some, some, fc.boolean(), (size, limit, cap, hasTotal) => {
        const { ids } = walk({ limit, totalPath: hasTotal ? 'total' : undefined }, { size, cap });
        expect(ids).toEqual(Array.from({ length: size }, (_, index) => index));
      }),
    );
  });

  test('a server that ignores the offset is found out at the second page', () => {
    const series = offset({ limit: 2 }).start(request);
    const page = {
      url: 'https://api.test',
      headers: {},
      body: [],
      records: [{ id: 1 }, { id: 2 }],
      isSingleRecord: false,
    };
    series.next(page);
    expect(() => series.next(page)).toThrow('offset=2 brought the same records as the first page');
  });
});
