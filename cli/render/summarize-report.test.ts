import { expect, test } from 'vitest';

import type { ResourceReport, SyncReport } from '../../lib/index.ts';
import { summarizeReport } from './summarize-report.ts';

const paint = (_style: string, text: string): string => text;
const orders: ResourceReport = {
  name: 'orders',
  status: 'succeeded',
  requests: 30,
  pages: 30,
  bytes: 1,
  rows_extracted: 3000,
  rows_loaded: 3000,
  tables: ['orders', 'orders__items'],
  duration_ms: 900,
};
const users: ResourceReport = { ...orders, name: 'users', rows_extracted: 420, rows_loaded: 420, tables: ['users'] };
const failed: ResourceReport = { ...orders, name: 'events', status: 'failed', rows_loaded: 0, tables: [] };
const report: SyncReport = { source: 'shop', status: 'succeeded', dataset: 'raw_shop', resources: [orders, users] };

test.each<[SyncReport, string]>([
  [report, 'shop: 3 tables, 3,420 rows in 1.2 s (raw_shop)'],
  [
    { ...report, status: 'partial', resources: [orders, users, failed] },
    'shop: 3 tables, 3,420 rows in 1.2 s (raw_shop); 1 of 3 resources failed',
  ],
  [
    { ...report, status: 'partial', resources: [orders, { ...failed, windows: { total: 5, loaded: 2 } }] },
    'shop: 2 tables, 3,000 rows in 1.2 s (raw_shop); 1 of 2 resources failed, events after 2 of 5 windows',
  ],
  [{ ...report, status: 'failed', resources: [failed] }, 'shop: failed in 1.2 s, loaded nothing'],
  [{ ...report, status: 'held' }, 'shop: fetched 3,420 rows in 1.2 s; the load waits for a decision'],
  [
    { ...report, status: 'partial', plan: [], resources: [orders, failed] },
    'shop: dry run in 1.2 s, wrote nothing; 1 of 2 resources failed',
  ],
  [{ ...report, status: 'planned' }, 'shop: dry run in 1.2 s, wrote nothing'],
])('a sync is summed up in one line', (given, line) => {
  expect(summarizeReport(given, 1234, paint)).toBe(line);
});
