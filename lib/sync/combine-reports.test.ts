import { expect, test } from 'vitest';
import { combineReports } from './combine-reports.ts';
import type { ResourceReport, SyncReport } from './sync-report.ts';

const orders: ResourceReport = {
  name: 'orders',
  status: 'succeeded',
  requests: 2,
  pages: 2,
  bytes: 10,
  rows_extracted: 5,
  rows_loaded: 4,
  tables: ['orders'],
  duration_ms: 7,
  windows: { total: 3, loaded: 1 },
};
const report: SyncReport = {
  source: 'shop',
  status: 'succeeded',
  dataset: 'raw_shop',
  load_id: '1.1',
  resources: [orders],
};
const next = (id: string, facts: Partial<ResourceReport> = {}): SyncReport => ({
  ...report,
  load_id: id,
  resources: [{ ...orders, ...facts }],
});

test('counts are sums, tables are those of all, windows those of the last', () => {
  const tables = ['orders', 'orders__items'];
  const { windows: _, ...users } = { ...orders, name: 'users' };
  const first = { ...report, resources: [orders, users] };
  expect(combineReports([first, next('1.2', { tables, windows: { total: 3, loaded: 2 } })])).toMatchObject({
    status: 'succeeded',
    load_id: '1.2',
    load_ids: ['1.1', '1.2'],
    resources: [
      {
        name: 'orders',
        requests: 4,
        pages: 4,
        bytes: 20,
        rows_extracted: 10,
        rows_loaded: 8,
        duration_ms: 14,
        tables,
        windows: { loaded: 2 },
      },
      { name: 'users', requests: 2 },
    ],
  });
});

test('an error behind a load makes it partial, and is that of its resource', () => {
  const error = { code: 'warehouse-failed', message: 'The disk is full.' } as const;
  const { load_id: _, ...failed } = next('', { status: 'failed', error, rows_loaded: 0 });
  const combined = combineReports([report, { ...failed, status: 'failed', error }]);
  expect(combined).toMatchObject({
    status: 'partial',
    load_id: '1.1',
    resources: [{ status: 'failed', error, rows_loaded: 4 }],
  });
  expect(combined).not.toHaveProperty('error');
  expect(combined).not.toHaveProperty('load_ids');
});
