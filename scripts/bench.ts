import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { BenchHost } from './bench/bench-host.ts';
import { describeFigure } from './bench/bench-result.ts';
import { fullSizes, shortSizes } from './bench/bench-sizes.ts';
import { benchParts, type BenchPart, type Figure } from './bench/figure.ts';
import { keepResult } from './bench/keep-result.ts';
import { measureFloor } from './bench/measure-floor.ts';
import { measureGrowth } from './bench/measure-growth.ts';
import { measureLatency } from './bench/measure-latency.ts';
import { measureMemory } from './bench/measure-memory.ts';
import { measureMerge } from './bench/measure-merge.ts';
import { measureStartup } from './bench/measure-startup.ts';

// Measures whole syncs against what DuckDB does alone, side by side: `npm run bench`. Prints ratios.
const { values } = parseArgs({
  options: {
    /** A few seconds, to see that it works. */
    short: { type: 'boolean', default: false },
    /** Parts, separated by commas. Default: all. */
    only: { type: 'string', default: benchParts.join(',') },
    /** Writes the result into a file, for `npm run docs`; parts that are not measured keep what it has of them. */
    json: { type: 'string' },
    /** Only these numbers of records, for the parts floor, memory and growth. */
    records: { type: 'string' },
    repetitions: { type: 'string' },
  },
});
const wanted = values.only.split(',');
const unknown = wanted.find((part) => !benchParts.some((known) => known === part));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}"; the parts are ${benchParts.join(', ')}.`);
  process.exit(2);
}
const usual = values.short ? shortSizes : fullSizes;
const records = values.records?.split(',').map(Number);
const repetitions = values.repetitions === undefined ? undefined : Number(values.repetitions);
const sizes = {
  ...usual,
  ...(records === undefined ? {} : { floor: records, memory: records, growth: records, reference: records[0] ?? 0 }),
  ...(repetitions === undefined ? {} : { repetitions, largeRepetitions: repetitions }),
};
const measures: Record<BenchPart, (host: BenchHost) => Promise<readonly Figure[]>> = {
  floor: measureFloor,
  memory: measureMemory,
  latency: measureLatency,
  startup: measureStartup,
  merge: measureMerge,
  growth: measureGrowth,
};

// As the command line does for the runs that it starts.
enableCompileCache(join(dirname(import.meta.dirname), 'node_modules', '.cache', 'compile'));
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dango-bench-')));
try {
  const host = new BenchHost(sizes, folder, (line) => console.error(line));
  const figures: Figure[] = [];
  for (const part of benchParts) {
    if (!wanted.includes(part)) continue;
    const found = await measures[part](host);
    for (const figure of found) console.log(describeFigure(figure));
    figures.push(...found);
  }
  if (values.json !== undefined) keepResult(values.json, figures, { isShort: values.short });
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
