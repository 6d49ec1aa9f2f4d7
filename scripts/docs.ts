import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium, expect, type Browser, type Page } from '@playwright/test';

import { startSampleApi } from '../sample/api/start-sample-api.ts';
import { chromiumLaunch } from '../e2e/support/chromium-launch.ts';
import { spawnServer } from '../e2e/support/spawn-server.ts';
import { syncSample } from '../e2e/support/sync-sample.ts';
import { writePerformance } from './bench/write-performance.ts';
import { ensureChromium } from './ensure-chromium.ts';

// Writes docs/performance.md out of the last measurement, and the pictures of docs/images: the sample project, loaded, in
// light and dark.
const root = dirname(import.meta.dirname);
const images = join(root, 'docs', 'images');
writePerformance(join(root, 'docs'));

const missing = await ensureChromium();
if (missing !== undefined) {
  console.error(`There is no Chromium to make the pictures with. ${missing}`);
  process.exit(1);
}
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dango-docs-')));
const projectRoot = join(folder, 'my-shop');
await using api = await startSampleApi({ port: 8801 });
try {
  cpSync(join(root, 'sample', 'project'), projectRoot, { recursive: true });
  mkdirSync(join(projectRoot, 'custom_sources'), { recursive: true });
  for (const name of readdirSync(join(root, 'custom_sources'))) {
    cpSync(join(root, 'custom_sources', name), join(projectRoot, 'custom_sources', name));
  }
  await syncSample({ projectRoot, api });
  const server = await spawnServer(projectRoot, '0', api.url);
  try {
    await takePictures(server.link);
  } finally {
    server.child.kill();
  }
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function takePictures(link: string): Promise<void> {
  mkdirSync(images, { recursive: true });
  const browser = await chromium.launch(chromiumLaunch);
  try {
    for (const scheme of ['light', 'dark'] as const) await takeOf(browser, link, scheme);
  } finally {
    await browser.close();
  }
}

async function takeOf(browser: Browser, link: string, colorScheme: 'light' | 'dark'): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 760 }, colorScheme, deviceScaleFactor: 1.5 });
  await page.goto(link);
  const take = async (name: string): Promise<void> => {
    await page.screenshot({ path: join(images, `${name}-${colorScheme}.png`), animations: 'disabled' });
  };
  await page.getByRole('link', { name: 'shop', exact: true }).first().waitFor();
  await take('sources');
  await page.goto(new URL('/sources/shop?view=both', link).href);
  await editorStands(page);
  await take('rest-source');
  await page.goto(new URL('/sources/shop_custom', link).href);
  await editorStands(page);
  await take('custom-source');
  await page.goto(new URL('/data?dataset=raw_shop&table=orders', link).href);
  await page.getByRole('gridcell').first().waitFor();
  await take('data');
  await page.goto(new URL('/runs', link).href);
  await page.getByRole('link', { name: 'shop', exact: true }).click();
  await page.getByText('Succeeded').first().waitFor();
  await take('run');
  await page.close();
}

/** Words in a fourth colour say that the editor is ready. */
async function editorStands(page: Page): Promise<void> {
  const word = page.locator('.view-line span[class^="mtk"]');
  await word.first().waitFor();
  await expect
    .poll(async () => new Set(await word.evaluateAll((all) => all.map(({ className }) => className))).size)
    .toBeGreaterThan(3);
}
