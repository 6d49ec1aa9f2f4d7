import { defineConfig } from 'vitest/config';

const isLong = process.env['DANGO_TEST_LONG'] === '1';

export default defineConfig({
  resolve: { alias: { dango: new URL('lib/sdk/dango.ts', import.meta.url).pathname } },
  test: {
    include: isLong
      ? ['{lib,cli,server,sample,test}/**/*.long.ts']
      : ['{lib,cli,server,components,sample,test}/**/*.test.ts'],
    testTimeout: isLong ? 1_200_000 : 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // A process and all modules anew for each file cost more than most files' tests. What takes minutes, and measures
    // memory, has a process for itself. `set-up-file.ts` ends what a file leaves open.
    isolate: isLong,
    setupFiles: ['test/support/set-up-file.ts'],
    maxWorkers: 2,
    maxConcurrency: 10,
  },
});
