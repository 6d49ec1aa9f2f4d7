import { defineConfig } from '@playwright/test';

import { chromiumLaunch } from './e2e/support/chromium-launch.ts';

const isLong = process.env['DANGO_TEST_LONG'] === '1';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // What only asks whether everyone can use a page, and what walks long ways that units test too, takes its time.
  ...(isLong ? { grep: /@long/ } : { grepInvert: /@long/ }),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Each test has its own server, project and API; two at once take turns where one would wait.
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: process.env['DANGO_E2E_RESULTS'] ?? 'test-results/results.json' }]],
  use: {
    viewport: { width: 1280, height: 720 },
    // Recording a trace doubles the time of every test.
    trace: process.env['DANGO_TRACE'] === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: chromiumLaunch,
  },
});
