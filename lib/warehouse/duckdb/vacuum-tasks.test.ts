import { expect, test } from 'vitest';
import { noRows, type RowCounts } from '../row-counts.ts';
import { vacuumTasks } from './vacuum-tasks.ts';

function tasksOf(rows: number, counts: Partial<RowCounts>): number {
  return vacuumTasks(rows, new Map([['items', { ...noRows, ...counts }]]));
}

test('a large load that only adds rows, or takes all away before, leaves the row groups as they are', () => {
  expect(tasksOf(500_000, { inserted: 500_000 })).toBe(0);
  expect(tasksOf(500_000, { before: 400_000, deleted: 400_000, inserted: 500_000 })).toBe(0);
  expect(tasksOf(0, { before: 400_000 })).toBe(0);
});

test('row groups are put together by small loads, and where rows went', () => {
  expect(tasksOf(1000, { before: 400_000, inserted: 1000 })).toBe(100);
  expect(tasksOf(500_000, { before: 400_000, deleted: 5, inserted: 500_000 })).toBe(100);
  expect(tasksOf(500_000, { before: 400_000, updated: 5 })).toBe(100);
});
