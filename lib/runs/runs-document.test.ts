import { expect, test } from 'vitest';

import { combineStatuses } from './combine-statuses.ts';
import { overallStatus, toRunsDocument } from './runs-document.ts';
import type { RunRecord } from './run-record.ts';

const run: RunRecord = {
  id: '20261122-201530-ab12',
  source: 'shop',
  request: { kind: 'sync', source: 'shop' },
  status: 'succeeded',
  createdAt: '2026-11-22T20:15:30.000Z',
  startedAt: '2026-11-22T20:15:30.000Z',
  finishedAt: '2026-11-22T20:15:31.000Z',
  reports: [{ source: 'shop', status: 'succeeded', load_id: '1', dataset: 'raw_shop', resources: [] }],
  error: undefined,
};

test('a sync gives one entry with exactly the documented keys', () => {
  expect(toRunsDocument([run])).toEqual({
    status: 'succeeded',
    runs: [{ run_id: '20261122-201530-ab12', source: 'shop', status: 'succeeded', resources: [] }],
  });
});

test('a run that ended without a report gives its own status and error', () => {
  const error = { code: 'secret-missing', message: 'No TOKEN.' } as const;
  expect(toRunsDocument([{ ...run, status: 'failed', reports: [], error }])).toEqual({
    status: 'failed',
    runs: [{ run_id: run.id, source: 'shop', status: 'failed', error, resources: [] }],
  });
});

test('a script with two pipelines gives an entry for each', () => {
  const [report] = run.reports;
  const reports = report === undefined ? [] : [report, { ...report, source: 'news', status: 'failed' as const }];
  const document = toRunsDocument([{ ...run, status: 'partial', reports }]);
  expect(document.status).toBe('partial');
  expect(document.runs.map(({ source, status }) => [source, status])).toEqual([
    ['shop', 'succeeded'],
    ['news', 'failed'],
  ]);
});

test.each([
  [[], 'succeeded'],
  [['succeeded', 'planned'], 'succeeded'],
  [['succeeded', 'failed'], 'partial'],
  [['partial'], 'partial'],
  [['failed', 'failed'], 'failed'],
  [['held'], 'failed'],
  [['interrupted'], 'failed'],
  [['succeeded', 'cancelled'], 'cancelled'],
] as const)('%j together are %s', (statuses, expected) => {
  expect(overallStatus(statuses)).toBe(expected);
});

test.each([
  [[], 'succeeded'],
  [['held', 'held'], 'held'],
  [['succeeded', 'held'], 'partial'],
  [['failed', 'held'], 'failed'],
] as const)('a script whose syncs ended as %j ended as %s', (statuses, expected) => {
  expect(combineStatuses(statuses)).toBe(expected);
});
