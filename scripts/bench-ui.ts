import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { measureBuilder } from './bench-ui/measure-builder.ts';
import { measureTables } from './bench-ui/measure-tables.ts';
import { printDurations } from './bench-ui/measured.ts';
import { ensureChromium } from './ensure-chromium.ts';

// Measures what a person waits for, in a real browser: while a source is built, and at a table of a million rows and
// fifty columns.
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    columns: { type: 'string', default: '50' },
    /** One of the parts: builder, tables. Default: both. */
    only: { type: 'string' },
  },
});

const missing = await ensureChromium();
if (missing !== undefined) {
  console.error(`There is no Chromium to measure with. ${missing}`);
  process.exit(1);
}
const size = { rows: Number(values.rows), columns: Number(values.columns) };
if (values.only !== 'tables') {
  printDurations('Building a source', await inFolder((projectRoot) => measureBuilder(projectRoot)));
}
if (values.only !== 'builder') {
  const title = `${size.rows.toLocaleString('en')} rows × ${size.columns} columns`;
  printDurations(title, await inFolder((projectRoot) => measureTables(projectRoot, size)));
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dango-bench-ui-')));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
