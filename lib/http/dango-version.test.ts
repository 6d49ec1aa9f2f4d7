import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dangoVersion } from './dango-version.ts';

test('is the version of the package', () => {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(manifest).toMatchObject({ version: dangoVersion });
});
