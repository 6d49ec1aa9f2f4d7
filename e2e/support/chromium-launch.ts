import type { LaunchOptions } from '@playwright/test';

import { chromiumPath } from './chromium-path.ts';

const executablePath = chromiumPath();

/**
 * How Chromium starts: it stays with the pages of the test and asks the network for nothing of its own. Without the
 * stand-in of a GPU, which costs a third of the time where there is none.
 */
export const chromiumLaunch: LaunchOptions = {
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
  ...(executablePath === undefined ? {} : { executablePath }),
};
