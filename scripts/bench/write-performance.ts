import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchResult } from './bench-result.ts';
import { renderGrowthPlot } from './render-growth-plot.ts';
import { renderPerformance } from './render-performance.ts';

/** Writes docs/performance.md, and its plot, out of what was measured last. */
export function writePerformance(docs: string): void {
  const measured = join(docs, 'performance.json');
  if (!existsSync(measured)) return;
  const result = JSON.parse(readFileSync(measured, 'utf8')) as BenchResult;
  const notes = readFileSync(join(docs, 'performance-notes.md'), 'utf8');
  writeFileSync(join(docs, 'performance.md'), renderPerformance(result, notes));
  if (result.figures.some(({ point }) => point !== undefined)) {
    writeFileSync(join(docs, 'images', 'growth.svg'), renderGrowthPlot(result.figures));
  }
}
