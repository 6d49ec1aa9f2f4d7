import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';

import { credentials } from '../../sample/api/access/credentials.ts';
import { startSampleApi, type SampleApi } from '../../sample/api/start-sample-api.ts';
import { repeated, withPage, type Durations } from './measured.ts';

/** Five pages of twenty records. */
const sourcesYml = (url: string, key: string): string => `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${url}
      auth: { type: bearer, token: "\${TOKEN}" }
      resources:
        - name: products
          endpoint: /products
          data_selector: items
          primary_key: ${key}
          pagination: { type: offset, limit: 20 }
`;

const limits = { pages: 5, records: 1000, parents: 3 };

/**
 * What a person waits for while a source is built: from a pasted URL to rows on the page, beside what the API itself took,
 * and from an edit to the rows of five recorded pages.
 */
export async function measureBuilder(projectRoot: string): Promise<Durations> {
  await using api = await startSampleApi();
  for (const folder of ['.dango', '.dlt', 'custom_sources']) mkdirSync(join(projectRoot, folder));
  writeFileSync(join(projectRoot, '.dango', 'sources.yml'), sourcesYml(api.url, 'id'));
  writeFileSync(join(projectRoot, '.dlt', 'secrets.toml'), `TOKEN = "${credentials.token}"\n`);
  return await withPage(projectRoot, api.url, async (page, url) => ({
    ...(await measurePaste(page, url, api)),
    ...(await measureEvaluation(page, url, api)),
  }));
}

async function measurePaste(page: Page, url: string, api: SampleApi): Promise<Durations> {
  const open = async (): Promise<void> => {
    await page.goto(`${url}/sources/new`);
    await page.getByLabel(/^Paste a URL/).waitFor();
  };
  await open();
  const pasted = `${api.url}/paged/link-header/products`;
  return await repeated(
    {
      'a pasted URL until its rows are there': async () => {
        await page.getByLabel(/^Paste a URL/).fill(pasted);
        await page.getByRole('region', { name: 'Rows', exact: true }).getByText('100 rows of products').waitFor();
      },
      'the API alone, for that request': async () => await (await fetch(pasted)).arrayBuffer(),
    },
    { after: async (name) => (name.startsWith('the API') ? await open() : undefined) },
  );
}

async function measureEvaluation(page: Page, url: string, api: SampleApi): Promise<Durations> {
  const recording = await recordedBy(page, sourcesYml(api.url, 'id'), {});
  let round = 0;
  const next = (): string => ['id', '[id, name]'][(round += 1) % 2] ?? 'id';
  // Apart from the page, which goes on to read its rows.
  const alone = await repeated({
    'five recorded pages evaluated, the route alone': async () =>
      await recordedBy(page, sourcesYml(api.url, next()), { fromRecording: recording }),
  });
  await page.goto(`${url}/sources/shop?view=form`);
  const panel = page.getByRole('region', { name: 'Test', exact: true });
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await panel.getByLabel('Pages').fill(String(limits.pages));
  await panel.getByRole('button', { name: 'Run test' }).click();
  await expect(panel).toContainText('5 pages');
  await page.getByRole('button', { name: 'Settings of products' }).click();
  let count = 100;
  const edited = await repeated({
    'an edit until its rows are there (200 ms of it wait for further keys)': async () => {
      // Ten records are fewer than a page has, so the list ends with them.
      count = count === 100 ? 10 : 100;
      await page.getByRole('combobox', { name: 'Data selector' }).fill(count === 100 ? 'items' : 'items[:10]');
      await expect(panel).toContainText(`products: ${count} records`);
    },
  });
  return { ...alone, ...edited };
}

/** Runs a test by its route, as the page does; returns the recording that it kept. */
async function recordedBy(page: Page, sourcesText: string, more: object): Promise<string> {
  const request = { source: 'shop', sourcesText, limits, ...more };
  const answer = await page.evaluate(async (data) => {
    const headers = { 'content-type': 'application/json' };
    return await (await fetch('/api/preview', { method: 'POST', headers, body: JSON.stringify(data) })).text();
  }, request);
  const last = answer.trimEnd().split('\n').at(-1) ?? '{}';
  const finished = JSON.parse(last) as { readonly status?: string; readonly recording?: string };
  if (finished.status !== 'succeeded' || finished.recording === undefined) throw new Error(`The test said ${last}`);
  return finished.recording;
}
