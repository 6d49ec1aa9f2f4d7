import { expect, test } from 'vitest';
import type { OfferMadeEvent } from '#lib/index.ts';
import { advanceOffer, failureOf, nothingOffered } from './offer-state.ts';

const made: OfferMadeEvent = {
  type: 'offer-made',
  requests: [],
  failures: { users: { code: 'http-status', message: '401' } },
  offer: {
    kind: 'url',
    isOfRequests: true,
    sources: ['shop'],
    proposal: undefined,
    chosen: [],
    yaml: '',
    fault: undefined,
    secrets: [],
    missing: [],
    notes: [],
    lacksHost: false,
    unsent: [],
    hasUnshown: false,
  },
};
const table = { name: 'users', resource: 'users', parent: undefined, columns: [], rowCount: 1, rows: [[]] };

test('the rows of before stay until there are new ones, and go where the test of them fails', () => {
  const shown = advanceOffer(advanceOffer(nothingOffered, made), { type: 'preview-tables', tables: [table] });
  const again = advanceOffer(shown, made);
  expect(again).toMatchObject({ standing: 'offered', tables: [table], finished: undefined });
  const end = { type: 'preview-finished', resources: [], source: 'recording', durationMs: 1 } as const;
  expect(advanceOffer(again, { ...end, status: 'succeeded' }).tables).toEqual([table]);
  expect(advanceOffer(again, { ...end, status: 'failed' }).tables).toEqual([]);
});

test('why a resource has no rows is told by its request first, then by the test', () => {
  const state = advanceOffer(nothingOffered, made);
  expect(failureOf(state, 'users')?.message).toBe('401');
  expect(failureOf(state, 'orders')).toBeUndefined();
  const error = { code: 'config-invalid', message: 'no' } as const;
  const failed = {
    type: 'preview-finished',
    status: 'failed',
    resources: [],
    error,
    source: 'api',
    durationMs: 1,
  } as const;
  expect(failureOf(advanceOffer(state, failed), 'orders')?.message).toBe('no');
});

test('a text that makes no source keeps what is said of it', () => {
  const failed = advanceOffer(nothingOffered, {
    type: 'offer-failed',
    error: { code: 'usage-invalid', message: 'no' },
  });
  expect(failed).toMatchObject({ standing: 'failed', error: { message: 'no' } });
});
