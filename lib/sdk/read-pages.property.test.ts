import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startServer } from '../../test/support/start-server.ts';
import type { Exchange } from '../http/exchange.ts';
import { runInHttpScope } from '../http/http-scope.ts';
import { exchangeOf } from './page.ts';
import { offset } from './paginate/offset.ts';
import { pageNumber } from './paginate/page-number.ts';
import { RestClient } from './rest-client.ts';

/** What a server does with a list, by position alone, so that the order of requests does not matter. */
const listArbitrary = fc.record({
  unit: fc.constantFrom('page', 'offset'),
  rows: fc.integer({ min: 0, max: 40 }),
  size: fc.integer({ min: 1, max: 9 }),
  /** Added to the true total from so many pages on; null leaves the total out there. */
  totals: fc.array(fc.constantFrom(0, 0, 0, 0, 1, -1, 7, -7, null), { minLength: 1, maxLength: 4 }),
  counted: fc.constantFrom('pages', 'records', 'nothing'),
  /** Pages whose last record is missing, that are empty, that are refused, or that fail the first time. */
  faults: fc.dictionary(
    fc.integer({ min: 1, max: 9 }).map(String),
    fc.constantFrom('short', 'empty', '404', '400', '500', 'once'),
    { maxKeys: 2 },
  ),
  isEndRefused: fc.boolean(),
  stopAfterEmptyPage: fc.boolean(),
  max: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
  concurrency: fc.integer({ min: 2, max: 8 }),
  readAhead: fc.constantFrom(true, undefined),
  pagesTaken: fc.oneof({ weight: 3, arbitrary: fc.constant(Infinity) }, fc.integer({ min: 1, max: 6 })),
});
type List = typeof listArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

const lists = new Map<string, List>();
const failedOnce = new Set<string>();

const server = await startServer(async ({ path, query, url }) => {
  const list = lists.get(path);
  if (list === undefined) return { status: 410 };
  const { unit, rows, size, totals, faults, isEndRefused, counted } = list;
  const at = unit === 'page' ? (Number(query['page']) - 1) * size : Number(query['offset']);
  const page = Math.floor(at / size) + 1;
  // Answers overtake each other.
  for (let turn = (at * 7) % 5; turn > 0; turn -= 1) await new Promise(setImmediate);
  const fault = faults[page];
  if (fault === 'once' && !failedOnce.has(url.href)) {
    failedOnce.add(url.href);
    return { status: 503, headers: { 'retry-after': '0' } };
  }
  if (fault === '404' || fault === '400' || fault === '500') return { status: Number(fault) };
  if (at >= rows && isEndRefused && page > 1) return { status: 404 };
  const ids = Array.from({ length: Math.max(0, Math.min(size, rows - at)) }, (_, index) => ({ id: at + index }));
  const data = fault === 'empty' ? [] : fault === 'short' ? ids.slice(0, -1) : ids;
  const change = totals[Math.min(page, totals.length) - 1];
  if (counted === 'nothing' || change === null || change === undefined) return { json: { data } };
  return { json: { data, total: (counted === 'pages' ? Math.ceil(rows / size) : rows) + change } };
});

interface Outcome {
  readonly pages: readonly (readonly unknown[])[];
  /** The exchange of each page, as its place among those that were taken. */
  readonly places: readonly number[];
  readonly exchanges: readonly (Pick<Exchange, 'url' | 'status' | 'attempts' | 'reason'> & {
    readonly decision: string;
  })[];
  readonly warnings: readonly string[];
  readonly error: string;
  /** Exchanges of pages that were not taken. */
  readonly unneeded: number;
}

let runs = 0;

async function read(list: List, concurrency: number, readAhead: boolean | undefined): Promise<Outcome> {
  runs += 1;
  const path = `/list-${runs}.json`;
  lists.set(path, list);
  const { unit, size, counted, stopAfterEmptyPage, max } = list;
  const rule = { limit: size, stopAfterEmptyPage, concurrency };
  const totalPath = counted === 'nothing' ? undefined : 'total';
  const paginator =
    unit === 'offset'
      ? offset({ ...rule, totalPath: counted === 'records' ? totalPath : undefined, maxOffset: max })
      : pageNumber({
          ...rule,
          maxPage: max,
          ...(counted === 'pages' ? { totalPath } : { totalRecordsPath: totalPath }),
        });
  const recorded: Exchange[] = [];
  let begun = 0;
  const warnings: string[] = [];
  const pages: (readonly unknown[])[] = [];
  const numbers: (number | undefined)[] = [];
  let error: string | undefined;
  const recorder = { begin: () => (begun += 1), record: (exchange: Exchange) => void recorded.push(exchange) };
  await runInHttpScope({ recorder, limits: { maxAttempts: 2, retriedStatuses: [503] } }, async () => {
    const client = new RestClient({ baseUrl: server.url });
    const warn = (message: string): void => void warnings.push(message);
    try {
      for await (const page of client.paginate(path, { paginator, readAhead, warn, dataSelector: 'data' })) {
        pages.push([...page]);
        numbers.push(exchangeOf(page));
        if (pages.length >= list.pagesTaken) break;
      }
    } catch (thrown) {
      error = thrown instanceof Error ? thrown.message : String(thrown);
    }
  });
  const own = (text = ''): string => text.replaceAll(path, '/list');
  const isTaken = ({ decision }: Exchange): boolean => decision?.startsWith('not taken') !== true;
  const taken = recorded.filter(isTaken).toSorted((one, other) => one.number - other.number);
  expect(new Set(recorded.map(({ number }) => number)).size).toBe(recorded.length);
  return {
    pages,
    places: numbers.map((number) => taken.findIndex((exchange) => exchange.number === number)),
    exchanges: taken.map(({ url, status, attempts, reason, decision }) => ({
      url: own(url),
      status,
      attempts,
      // The one of a request that fails is written down before its turn.
      reason: status < 400 ? reason : undefined,
      decision: own(decision),
    })),
    warnings: warnings.map((text) => own(text)),
    error: own(error),
    unneeded: recorded.length - taken.length,
  };
}

test('pages that are asked for together come as if they were asked for one after the other', async () => {
  await fc.assert(
    fc.asyncProperty(listArbitrary, async (list) => {
      const { unneeded: none, ...alone } = await read(list, 1, false);
      const { unneeded, ...together } = await read(list, list.concurrency, list.readAhead);
      expect(none).toBe(0);
      expect(together).toEqual(alone);
      expect(unneeded).toBeLessThanOrEqual(3 * (list.concurrency - 1) + 1);
    }),
    { numRuns: Number(process.env['FC_RUNS'] ?? 60) },
  );
}, 60_000);
