import { expect, test } from 'vitest';
import type { PreviewExchange } from '#lib/index.ts';
import { spanOf, timePartsOf } from './exchange-times.ts';
import { layOutWaterfall } from './waterfall-rows.ts';

const exchangeOf = (number: number, facts: Partial<PreviewExchange> = {}): PreviewExchange => ({
  number,
  resource: 'users',
  method: 'GET',
  url: `https://shop.example/${number}`,
  requestHeaders: {},
  requestBody: undefined,
  status: 200,
  responseHeaders: {},
  responseBytes: 2,
  responseBody: '[]',
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 100,
  attempts: 1,
  reason: 'first page',
  error: undefined,
  isBodyCut: false,
  ...facts,
});

function linesOf(exchanges: readonly PreviewExchange[], ends: Record<string, string> = {}): string[] {
  return layOutWaterfall(exchanges, ends).map((row) => {
    const indent = '  '.repeat(row.depth);
    if (row.kind === 'resource') return `${indent}${row.name ?? 'shared'}: ${row.requests}`;
    if (row.kind === 'end') return `${indent}| ${row.text}`;
    return `${indent}#${row.exchange.number}${row.end === undefined ? '' : ` (${row.end})`}`;
  });
}

test('pages stand below their resource, children below the page with their record, and each list tells its end', () => {
  const exchanges = [
    exchangeOf(1, { resource: undefined, reason: 'token request' }),
    exchangeOf(2),
    exchangeOf(3, { resource: 'orders', parentExchange: 2, listEnd: 'a page without records' }),
    exchangeOf(4, { resource: 'orders', parentExchange: 2 }),
    exchangeOf(5, { resource: 'orders', parentExchange: 2, listEnd: 'page of 1, shorter than the first' }),
    exchangeOf(6, { listEnd: 'next is empty' }),
  ];
  expect(linesOf(exchanges, { users: 'next is empty', orders: 'the limit of parents was reached' })).toEqual([
    'shared: 1',
    '#1',
    'users: 2',
    '#2',
    '  orders: 3',
    '  #3 (a page without records)',
    '  #4',
    '  #5',
    '  | Ends here: page of 1, shorter than the first',
    '#6',
    '| Ends here: next is empty',
    '| orders is not read on: the limit of parents was reached',
  ]);
});

test('a list that a limit cuts says so, and a child whose parent is not there stands alone', () => {
  const exchanges = [exchangeOf(2), exchangeOf(1), exchangeOf(3, { resource: 'orders', parentExchange: 99 })];
  expect(linesOf(exchanges, { users: 'the limit of pages was reached' })).toEqual([
    'users: 2',
    '#1',
    '#2',
    '| Not read on: the limit of pages was reached',
    'orders: 1',
    '#3',
  ]);
});

test('thousands of exchanges are laid out at once', () => {
  const many = Array.from({ length: 20_000 }, (_none, index) =>
    exchangeOf(index + 1, index === 0 ? {} : { resource: 'orders', parentExchange: 1, listEnd: 'single page' }),
  );
  expect(layOutWaterfall(many, {})).toHaveLength(20_002);
});

test('the time of an exchange is told apart into turns, attempts and pauses, which fill it', () => {
  const exchange = exchangeOf(1, {
    durationMs: 1_000,
    waitedMs: 100,
    attempts: 3,
    retries: [
      { cause: 'status 503', tookMs: 150, waitMs: 200 },
      { cause: 'status 503', tookMs: 50, waitMs: 400 },
    ],
  });
  expect(timePartsOf(exchange)).toEqual([
    { kind: 'turn', startMs: 0, lengthMs: 100 },
    { kind: 'failed', startMs: 100, lengthMs: 50 },
    { kind: 'pause', startMs: 150, lengthMs: 200 },
    { kind: 'failed', startMs: 350, lengthMs: 50 },
    { kind: 'pause', startMs: 400, lengthMs: 400 },
    { kind: 'answered', startMs: 800, lengthMs: 200 },
  ]);
  expect(timePartsOf({ ...exchange, durationMs: 120 }).map(({ lengthMs }) => lengthMs)).toEqual([100, 20]);
  const later = exchangeOf(2, { startedAt: '2026-01-01T00:00:02.000Z' });
  const { startMs, endMs } = spanOf([later, exchange]);
  expect(endMs - startMs).toBe(2_100);
});
