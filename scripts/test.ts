import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { ensureChromium } from './ensure-chromium.ts';

// Runs all tests, those in a browser last, and closes with one line that tells how many there were, whatever the runners
// print before. Files can be named: `npm test -- lib/http/redact.test.ts e2e/door.spec.ts`.
const root = dirname(import.meta.dirname);
const require = createRequire(import.meta.url);
const options = process.argv.slice(2).filter((option) => option !== '--long');
const isLong = process.argv.includes('--long');
const browserOptions = options.filter((option) => /(^|\/)e2e\b|\.spec\.ts/.test(option));
const unitOptions = options.filter((option) => !browserOptions.includes(option));
const runsUnits = options.length === 0 || unitOptions.length > 0;
const runsBrowser = options.length === 0 || browserOptions.length > 0;
/** Tests start Dango hundreds of times; what was read once starts three times as fast, as it does for who installed it. */
const compileCache = join(root, 'node_modules', '.cache', 'compile');
/**
 * Thousands of databases are opened and closed; that glibc gives their memory back each time takes an eighth of the
 * processor. Not for the long tests, which measure memory.
 */
const keptMemory = {
  MALLOC_TRIM_THRESHOLD_: '2000000000',
  MALLOC_MMAP_THRESHOLD_: '2000000000',
  MALLOC_TOP_PAD_: '67108864',
};
const folder = mkdtempSync(join(tmpdir(), 'dango-test-'));

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const counts: Counts[] = [];
try {
  // The one waits for the network, the other for the processor.
  const [status, missing] = await Promise.all([
    run('scripts/build-ui.ts', []),
    runsBrowser ? ensureChromium() : undefined,
  ]);
  if (status !== 0) counts.push({ passed: 0, failed: 1 });
  if (runsUnits) counts.push(await runUnits());
  if (runsBrowser) counts.push(await runBrowser(missing));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

async function runUnits(): Promise<Counts> {
  const results = join(folder, 'units.json');
  const status = await run(join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs'), [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...unitOptions,
  ]);
  return readCounts(status, () => {
    const { numPassedTests, numFailedTests, success } = JSON.parse(readFileSync(results, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      success: boolean;
    };
    return { passed: numPassedTests, failed: success ? 0 : Math.max(1, numFailedTests) };
  });
}

async function runBrowser(missing: string | undefined): Promise<Counts> {
  if (missing !== undefined) {
    console.error(`There is no Chromium for the tests in a browser. ${missing}`);
    return { passed: 0, failed: 1 };
  }
  const results = join(folder, 'browser.json');
  const cli = join(dirname(require.resolve('@playwright/test/package.json')), 'cli.js');
  const status = await run(cli, ['test', ...browserOptions], { DANGO_E2E_RESULTS: results });
  return readCounts(status, () => {
    const { stats } = JSON.parse(readFileSync(results, 'utf8')) as {
      stats: { expected: number; unexpected: number; flaky: number };
    };
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
  });
}

function readCounts(status: number, read: () => Counts): Counts {
  try {
    const { passed, failed } = read();
    return { passed, failed: status === 0 ? failed : Math.max(1, failed) };
  } catch (error) {
    console.error(`The tests did not run to their end: ${String(error)}`);
    return { passed: 0, failed: 1 };
  }
}

async function run(script: string, words: readonly string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(process.execPath, [script, ...words], {
    cwd: root,
    stdio: 'inherit',
    env: {
      NODE_COMPILE_CACHE: compileCache,
      ...process.env,
      ...(isLong ? { DANGO_TEST_LONG: '1' } : keptMemory),
      ...env,
    },
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  return status ?? 1;
}
