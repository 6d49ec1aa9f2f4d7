import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

import { chromiumPath } from '../e2e/support/chromium-path.ts';

/**
 * Makes sure that there is a Chromium for the tests in a browser: an installed one, the one that Playwright downloaded,
 * or Debian's package where this user may install it. Returns what to do where there is none.
 */
export async function ensureChromium(): Promise<string | undefined> {
  if (hasChromium()) return undefined;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    // Without windows it takes a fifth less of the processor.
    console.log('Installing Chromium for the tests in a browser (apt-get install chromium-headless-shell) …');
    const install = () => runApt('install', '-y', '--no-install-recommends', 'chromium-headless-shell');
    if (!(await install())) {
      await runApt('update');
      await install();
    }
  }
  return hasChromium() ? undefined : 'Install Chromium or Chrome, or run "npx playwright install chromium".';
}

async function runApt(...words: readonly string[]): Promise<boolean> {
  const apt = spawn('apt-get', words, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  // A system without apt-get says so by an error.
  const [status] = (await once(apt, 'exit').catch(() => [undefined])) as [number | null | undefined];
  return status === 0;
}

function hasChromium(): boolean {
  return chromiumPath() !== undefined || existsSync(chromium.executablePath());
}
