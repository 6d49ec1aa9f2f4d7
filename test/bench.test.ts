import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { BenchResult } from '../scripts/bench/bench-result.ts';
import { figureOf } from '../scripts/bench/figure.ts';
import { renderGrowthPlot } from '../scripts/bench/render-growth-plot.ts';
import { renderPerformance } from '../scripts/bench/render-performance.ts';
import { createTempFolder } from './support/temp-project.ts';

const bench = join(import.meta.dirname, '..', 'scripts', 'bench.ts');

test('the short form measures the floor and memory, and writes what it found', async () => {
  const file = join(await createTempFolder(), 'result.json');
  const words = [bench, '--short', '--only', 'floor,memory', '--json', file];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  expect(stdout).toMatch(/^floor: 2,000 records, time: \d+\.\d\d× \(once; (within|ABOVE) 5\.00×\)$/m);
  expect(stdout).toMatch(/^memory: 2,000 records, peak: \d+ MB \(once; within 600 MB\)$/m);
  const result = JSON.parse(readFileSync(file, 'utf8')) as BenchResult;
  expect(result.isShort).toBe(true);
  expect(result.figures.map(({ part, unit }) => [part, unit])).toEqual([
    ['floor', 'ratio'],
    ['floor', 'ratio'],
    ['memory', 'MB'],
  ]);
  for (const { median, min, max } of result.figures) {
    expect(min).toBeGreaterThan(0);
    expect(median).toBeGreaterThanOrEqual(min);
    expect(max).toBeGreaterThanOrEqual(median);
  }
});

test('a part that does not exist is told', async () => {
  const failed = promisify(execFile)(process.execPath, [bench, '--only', 'speed']);
  await expect(failed).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('floor, memory, latency') });
});

test('a figure is the median with its range', () => {
  const facts = { part: 'merge', name: 'load', unit: 'ratio' } as const;
  expect(figureOf(facts, [3, 1, 2])).toEqual({ ...facts, median: 2, min: 1, max: 3, repetitions: 3 });
  expect(figureOf(facts, [4, 1, 2, 3]).median).toBe(2.5);
  expect(() => figureOf(facts, [])).toThrow('Nothing was measured for "load".');
});

test('the page tells figures, what they must not exceed, and shows those that have a place in the plot', () => {
  const figures = [
    figureOf({ part: 'floor', name: '10 records, time', unit: 'ratio', bar: 5 }, [6]),
    figureOf({ part: 'growth', name: 'at 10', unit: 'ratio', point: { line: 'records', at: 10 } }, [1]),
    figureOf({ part: 'growth', name: 'at 100', unit: 'ratio', point: { line: 'records', at: 100 } }, [1.5]),
  ];
  const result = { isShort: false, measured: { floor: { on: '2026-01-01', machine: '2 cores' } }, figures };
  const page = renderPerformance(result, '## Notes\n');
  expect(page).toContain('| 10 records, time | 6.00× | 6.00× | 6.00× | 1 | at most 5.00× (missed) |');
  expect(page).toContain('Measured on 2026-01-01: 2 cores.\n\n| |');
  expect(page).toContain('![Growth](images/growth.svg)');
  expect(page.endsWith('## Notes\n')).toBe(true);
  expect(renderGrowthPlot(figures)).toContain('<title>100 records: 1.50×</title>');
});
