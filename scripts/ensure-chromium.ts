import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

import { chromiumPath } from '../e2e/support/chromium-path.ts';

/**
 * Makes sure that there is a Chromium for the tests in a browser: an installed one, the one that Playwright downloaded,
 * or Debian's package where this user may install it. Returns what to do where there is none.
 */
export function ensureChromium(): string | undefined {
  if (hasChromium()) return undefined;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log('Installing Chromium for the tests in a browser (apt-get install chromium) …');
    const options = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    const install = () =>
      spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options as never);
    if (install().status !== 0) {
      spawnSync('apt-get', ['update'], options as never);
      install();
    }
  }
  return hasChromium() ? undefined : 'Install Chromium or Chrome, or run "npx playwright install chromium".';
}

function hasChromium(): boolean {
  return chromiumPath() !== undefined || existsSync(chromium.executablePath());
}
