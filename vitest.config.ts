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
    maxWorkers: 2,
    maxConcurrency: 10,
    globalSetup: [],
  },
});
