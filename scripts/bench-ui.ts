import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';

import { chromiumLaunch } from '../e2e/support/chromium-launch.ts';
import { runDuckdb } from '../e2e/support/run-duckdb.ts';
import { spawnServer } from '../e2e/support/spawn-server.ts';
import { ensureChromium } from './ensure-chromium.ts';

// Measures what a person waits for at a table of a million rows and fifty columns: from the click to the cell that can
// be read, in a real browser, and the window of rows alone, as the route gives it.
const { values } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, columns: { type: 'string', default: '50' } },
});
const rowCount = Number(values.rows);
const columnCount = Number(values.columns);
const repetitions = 5;

const missing = await ensureChromium();
if (missing !== undefined) {
  console.error(`There is no Chromium to measure with. ${missing}`);
  process.exit(1);
}
const projectRoot = realpathSync(mkdtempSync(join(tmpdir(), 'dango-bench-ui-')));
try {
  mkdirSync(join(projectRoot, '.dango'));
  mkdirSync(join(projectRoot, 'data'));
  writeFileSync(join(projectRoot, '.dango', 'sources.yml'), 'version: 1\nsources: []\n');
  await runDuckdb(join(projectRoot, 'data', 'warehouse.duckdb'), tableSql());
  const server = await spawnServer(projectRoot, '0', '');
  try {
    await measure(server.url, server.link);
  } finally {
    server.child.kill();
  }
} finally {
  rmSync(projectRoot, { recursive: true, force: true, maxRetries: 5 });
}

/** Numbers, texts, times and nested values in turn, each different in each row. */
function tableSql(): string {
  const kinds = [
    (place: number) => `i * ${place} AS number_${place}`,
    (place: number) => `'text ' || hash(i + ${place})::VARCHAR AS text_${place}`,
    (place: number) => `TIMESTAMPTZ '2024-01-01 00:00:00+00' + to_seconds(i + ${place}) AS time_${place}`,
    (place: number) => `(i / ${place})::DECIMAL(18, 3) AS price_${place}`,
    (place: number) => `CASE WHEN i % ${place + 1} = 0 THEN NULL ELSE i % 7 END AS sparse_${place}`,
  ];
  const columns = Array.from({ length: columnCount - 1 }, (_, at) => kinds[at % kinds.length]?.(at + 1));
  return `CREATE SCHEMA big; CREATE TABLE big.wide AS SELECT i AS id, ${columns.join(', ')} FROM range(${rowCount}) t(i)`;
}

async function measure(url: string, link: string): Promise<void> {
  const browser = await chromium.launch(chromiumLaunch);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(link);
    const middle = Math.floor(rowCount / 2);
    const results = { 'first rows': [], 'jump to the middle': [], 'sort by a text, first rows': [] } as Record<
      string,
      number[]
    >;
    for (let round = 0; round <= repetitions; round += 1) {
      const first = await timed(async () => {
        await page.goto(`${url}/data?dataset=big&table=wide`);
        await cellShows(page, 1, '0');
      });
      await page.getByText(`${rowCount.toLocaleString('en')} rows`, { exact: true }).waitFor();
      const jump = await timed(async () => {
        await page.getByLabel('Go to row').fill(String(middle + 1));
        await page.keyboard.press('Enter');
        await cellShows(page, middle + 1, String(middle));
      });
      const sort = await timed(async () => {
        await page.goto(`${url}/data?dataset=big&table=wide&sort=text_2%3Aasc`);
        await page.locator('[role=row][aria-rowindex="2"] [role=gridcell][col-id="id"]:not(:empty)').waitFor();
      });
      // The first round warms caches of the server and of the file.
      if (round === 0) continue;
      results['first rows']?.push(first);
      results['jump to the middle']?.push(jump);
      results['sort by a text, first rows']?.push(sort);
    }
    const routes = { 'route: first window': 0, 'route: window in the middle': middle };
    for (const [name, offset] of Object.entries(routes)) {
      results[name] = [];
      for (let round = 0; round < repetitions; round += 1) {
        results[name].push(await timed(() => fetchWindow(page, offset)));
      }
    }
    print(results);
  } finally {
    await browser.close();
  }
}

async function cellShows(page: Page, row: number, text: string): Promise<void> {
  const cell = `[role=row][aria-rowindex="${row + 1}"] [role=gridcell][col-id="id"]`;
  await page.locator(cell).getByText(text, { exact: true }).waitFor();
}

async function fetchWindow(page: Page, offset: number): Promise<void> {
  const body = { dataset: 'big', table: 'wide', offset, limit: 100 };
  const origin = new URL(page.url()).origin;
  const response = await page.request.post(`${origin}/api/rows`, { data: body, headers: { origin } });
  const { rows } = (await response.json()) as { rows: unknown[] };
  if (rows.length !== 100) throw new Error(`The route gave ${rows.length} rows (${response.status()}).`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function print(results: Readonly<Record<string, readonly number[]>>): void {
  console.log(`${rowCount.toLocaleString('en')} rows × ${columnCount} columns, ${repetitions} times each, in ms`);
  const figures = Object.entries(results).map(([what, all]) => {
    const sorted = all.toSorted((one, other) => one - other).map(Math.round);
    return { what, median: sorted[Math.floor(sorted.length / 2)], min: sorted[0], max: sorted.at(-1) };
  });
  console.table(figures);
}
