import { expect, test } from 'vitest';
import type { Exchange } from './exchange.ts';
import type { HttpEvent } from './http-event.ts';
import { DeferredExchanges } from './deferred-exchanges.ts';

const exchange = (number: number, url: string): Exchange => ({
  number,
  resource: 'posts',
  method: 'GET',
  url,
  requestHeaders: {},
  requestBody: undefined,
  status: 200,
  responseHeaders: {},
  responseBytes: 2,
  responseBody: '[]',
  startedAt: '2024-01-01T00:00:00Z',
  durationMs: 1,
  attempts: 1,
  reason: undefined,
  error: undefined,
});
const finished = (number: number): HttpEvent => ({
  type: 'request-finished',
  exchange: number,
  method: 'GET',
  url: '/',
  status: 200,
  bytes: 2,
  durationMs: 1,
  attempt: 1,
  excerpt: '',
});

test('exchanges are numbered when their turn comes, in the order in which they began; waits are told at once', () => {
  let next = 7;
  const recorded: string[] = [];
  const told: string[] = [];
  const deferred = new DeferredExchanges({
    recorder: { begin: () => next++, record: ({ number, url }) => void recorded.push(`${number} ${url}`) },
    onEvent: (event) => void told.push('exchange' in event ? `${event.type} ${event.exchange}` : event.type),
  });
  const [page, token] = [deferred.begin(), deferred.begin()];
  deferred.record(exchange(token, '/token'));
  deferred.onEvent(finished(token));
  deferred.onEvent({ type: 'request-delayed', cause: 'rate limit', waitMs: 60 });
  deferred.record(exchange(page, '/page'));
  deferred.onEvent(finished(page));
  expect([recorded, told]).toEqual([[], ['request-delayed']]);
  deferred.release();
  expect(recorded).toEqual(['7 /page', '8 /token']);
  expect(told).toEqual(['request-delayed', 'request-finished 8', 'request-finished 7']);
  expect([page, token, 99, undefined].map((own) => deferred.numberOf(own))).toEqual([7, 8, undefined, undefined]);
  deferred.release();
  expect(recorded).toHaveLength(2);
});
