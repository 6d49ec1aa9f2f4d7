import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';

import { walkStart, walkTest } from '../../e2e/support/builder-states.ts';
import { chromiumLaunch } from '../../e2e/support/chromium-launch.ts';
import type { SampleApi } from '../../sample/api/start-sample-api.ts';
import { takePagePictures } from './take-page-pictures.ts';

export interface PictureOptions {
  /** Absolute path of the folder that gets them. */
  readonly images: string;
  /** The API that the sources of the project read. */
  readonly api: SampleApi;
}

/** Saves what the page shows under a name. */
export type Take = (name: string) => Promise<void>;

/** Takes all pictures of a project that is served, in light and dark. */
export async function takePictures(link: string, { images, api }: PictureOptions): Promise<void> {
  mkdirSync(images, { recursive: true });
  const browser = await chromium.launch(chromiumLaunch);
  try {
    for (const scheme of ['light', 'dark'] as const) await takeIn(browser, link, scheme, { images, api });
  } finally {
    await browser.close();
  }
}

async function takeIn(
  browser: Browser,
  link: string,
  colorScheme: 'light' | 'dark',
  { images, api }: PictureOptions,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 760 }, colorScheme, deviceScaleFactor: 1.5 });
  await page.goto(link);
  const take: Take = async (name) => {
    await page.screenshot({ path: join(images, `${name}-${colorScheme}.png`), animations: 'disabled' });
  };
  await takePagePictures(page, link, take);
  for (const walk of [walkStart, walkTest]) await walk(page, link, { reach: take, api });
  await page.close();
}
