import { defineConfig } from '@playwright/test';

import { chromiumPath } from './e2e/support/chromium-path.ts';

// Chromium must stay with the pages of the test: nothing of its own over the network.
const quiet = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const executablePath = chromiumPath();

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: process.env['DANGO_E2E_RESULTS'] ?? 'test-results/results.json' }]],
  use: {
    viewport: { width: 1280, height: 720 },
    trace: 'retain-on-failure',
    launchOptions: { args: quiet, ...(executablePath === undefined ? {} : { executablePath }) },
  },
});
