import { expect, test } from 'vitest';

import type { RunEvent, StoredRunEvent } from '#lib/index.ts';
import { addEvents, noProgress } from './run-progress.ts';

const told: readonly RunEvent[] = [
  { type: 'run-queued', behind: 'a' },
  { type: 'run-started' },
  { type: 'resource-started', resource: 'users' },
  { type: 'page-fetched', resource: 'users', pages: 1, rows: 100, requests: 1, bytes: 2_000 },
  {
    type: 'request-retried',
    resource: 'users',
    exchange: 2,
    method: 'GET',
    url: 'http://x.test/users',
    cause: 'status 503',
    attempt: 1,
    waitMs: 400,
  },
  { type: 'page-fetched', resource: 'users', pages: 2, rows: 150, requests: 3, bytes: 3_000 },
  { type: 'resource-finished', resource: 'users', rows: 150, pages: 2 },
  { type: 'table-written', table: 'users', rows: 150 },
  { type: 'run-finished', status: 'succeeded', reports: [] },
];
const events: readonly StoredRunEvent[] = told.map((event, index) => ({
  ...event,
  seq: index + 1,
  at: `2026-01-01T00:00:0${index}Z`,
}));

test('adds up what a run tells', () => {
  const { tables, end, written, startedAt, finishedAt } = addEvents(noProgress, events);
  expect(tables).toEqual([
    { name: 'users', status: 'read', pages: 2, rows: 150, requests: 3, bytes: 3_000, retries: 1, waitedMs: 400 },
  ]);
  expect([startedAt, finishedAt]).toEqual(['2026-01-01T00:00:01Z', '2026-01-01T00:00:08Z']);
  expect([end?.status, written]).toEqual(['succeeded', { users: 150 }]);
});

test('events that come again after a reconnect count once, however the stream was cut', () => {
  const whole = addEvents(noProgress, events);
  for (let cut = 0; cut <= events.length; cut += 1) {
    for (let back = 0; back <= cut; back += 1) {
      const before = addEvents(noProgress, events.slice(0, cut));
      expect(addEvents(before, events.slice(back))).toEqual(whole);
    }
  }
});

test('says what a run waits for', () => {
  expect(addEvents(noProgress, events.slice(0, 1)).phase).toBe('Waiting for run a');
});

test('the end of a run whose process died counts, wherever the stream began again', () => {
  const before = addEvents(noProgress, events.slice(0, 5));
  const end: StoredRunEvent = {
    type: 'run-finished',
    status: 'interrupted',
    reports: [],
    seq: 1,
    at: '2026-01-01T00:01:00Z',
  };
  expect(addEvents(before, [end]).end?.status).toBe('interrupted');
  expect(addEvents(addEvents(before, [end]), [end])).toEqual(addEvents(before, [end]));
});
