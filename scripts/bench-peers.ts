import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeFigure } from './bench/bench-result.ts';
import { comparePeers } from './bench/compare-peers.ts';
import { keepResult } from './bench/keep-result.ts';
import { preparePython } from './bench/prepare-python.ts';

// As the command line does for the runs that it starts.
enableCompileCache(join(dirname(import.meta.dirname), 'node_modules', '.cache', 'compile'));

// The same jobs by Dango and by dlt's own REST source, against the same server, in turn: `npm run bench:peers`.
const { values } = parseArgs({
  options: {
    /** A few seconds, to see that it works. */
    short: { type: 'boolean', default: false },
    /** Default 500,000, or 2,000 with --short. */
    records: { type: 'string' },
    repetitions: { type: 'string' },
    /** Writes the result into a file, as `npm run bench` does. */
    json: { type: 'string' },
  },
});
const prepared = preparePython();
if ('missing' in prepared) {
  console.log(`Nothing was compared. ${prepared.missing}`);
} else {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dango-peers-')));
  try {
    const figures = await comparePeers({
      python: prepared.python,
      folder,
      records: Number(values.records ?? (values.short ? 2000 : 500_000)),
      latency: values.short ? { delayMs: 20, pages: 12, children: 24 } : { delayMs: 100, pages: 200, children: 1000 },
      repetitions: Number(values.repetitions ?? (values.short ? 1 : 5)),
      say: (line) => console.error(line),
    });
    for (const figure of figures) console.log(describeFigure(figure));
    if (values.json !== undefined) keepResult(values.json, figures, { isShort: values.short });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
