import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

import { runDuckdb } from '../../e2e/support/run-duckdb.ts';
import { repeated, withPage, type Durations } from './measured.ts';

/** How large the table is. */
export interface TableSize {
  readonly rows: number;
  readonly columns: number;
}

/**
 * What a person waits for at a large table: from the click to the cell that can be read, and the window of rows alone, as
 * the route gives it.
 */
export async function measureTables(projectRoot: string, size: TableSize): Promise<Durations> {
  mkdirSync(join(projectRoot, '.dango'));
  mkdirSync(join(projectRoot, 'data'));
  writeFileSync(join(projectRoot, '.dango', 'sources.yml'), 'version: 1\nsources: []\n');
  await runDuckdb(join(projectRoot, 'data', 'warehouse.duckdb'), tableSql(size));
  return await withPage(projectRoot, '', (page, url) => measure(page, url, size));
}

/** Numbers, texts, times and nested values in turn, each different in each row. */
function tableSql({ rows, columns: count }: TableSize): string {
  const kinds = [
    (place: number) => `i * ${place} AS number_${place}`,
    (place: number) => `'text ' || hash(i + ${place})::VARCHAR AS text_${place}`,
    (place: number) => `TIMESTAMPTZ '2024-01-01 00:00:00+00' + to_seconds(i + ${place}) AS time_${place}`,
    (place: number) => `(i / ${place})::DECIMAL(18, 3) AS price_${place}`,
    (place: number) => `CASE WHEN i % ${place + 1} = 0 THEN NULL ELSE i % 7 END AS sparse_${place}`,
  ];
  const columns = Array.from({ length: count - 1 }, (_, at) => kinds[at % kinds.length]?.(at + 1));
  return `CREATE SCHEMA big; CREATE TABLE big.wide AS SELECT i AS id, ${columns.join(', ')} FROM range(${rows}) t(i)`;
}

async function measure(page: Page, url: string, { rows: rowCount }: TableSize): Promise<Durations> {
  const middle = Math.floor(rowCount / 2);
  const found = await repeated(
    {
      'first rows': async () => {
        await page.goto(`${url}/data?dataset=big&table=wide`);
        await cellShows(page, 1, '0');
      },
      'jump to the middle': async () => {
        await page.getByLabel('Go to row').fill(String(middle + 1));
        await page.keyboard.press('Enter');
        await cellShows(page, middle + 1, String(middle));
      },
      'sort by a text, first rows': async () => {
        await page.goto(`${url}/data?dataset=big&table=wide&sort=text_2%3Aasc`);
        await page.locator('[role=row][aria-rowindex="2"] [role=gridcell][col-id="id"]:not(:empty)').waitFor();
      },
    },
    {
      // Counting goes on beside the rows, and must not be measured with the jump.
      after: async (name) => {
        if (name === 'first rows')
          await page.getByText(`${rowCount.toLocaleString('en')} rows`, { exact: true }).waitFor();
      },
    },
  );
  const windows = await repeated({
    'route: first window': async () => await fetchWindow(page, 0),
    'route: window in the middle': async () => await fetchWindow(page, middle),
  });
  return { ...found, ...windows };
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
