import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// Runs all tests and closes with one line that tells how many there were, whatever the runner prints before.
const root = dirname(import.meta.dirname);
const [...options] = process.argv.slice(2);
const isLong = options.includes('--long');
const runner = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const folder = mkdtempSync(join(tmpdir(), 'dango-test-'));
const results = join(folder, 'results.json');

const { status } = spawnSync(
  process.execPath,
  [
    runner,
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...options.filter((option) => option !== '--long'),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ...(isLong ? { DANGO_TEST_LONG: '1' } : {}) } },
);
try {
  const { numPassedTests, numFailedTests, success } = JSON.parse(readFileSync(results, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    success: boolean;
  };
  console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
  process.exitCode = success && status === 0 && numPassedTests > 0 ? 0 : 1;
} catch (error) {
  console.error(`The tests did not run to their end: ${String(error)}`);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
