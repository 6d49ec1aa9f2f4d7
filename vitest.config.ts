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
    // A process for each file costs as much as all tests of most files; `set-up-file.ts` ends what a file leaves open.
    isolate: false,
    setupFiles: ['test/support/set-up-file.ts'],
    maxWorkers: 2,
    maxConcurrency: 10,
  },
});
