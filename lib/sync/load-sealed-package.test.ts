import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scratchWarehouse } from '../../test/support/load-records.ts';
import { loadSealedPackage } from './load-sealed-package.ts';

test('a load that a person cancels is no failure of its package', async () => {
  await using warehouse = scratchWarehouse();
  await warehouse.load([{ table: 'before', records: [{ id: 1 }] }]);
  const records = Array.from({ length: 100_000 }, (_, id) => ({ id, name: `user ${id}`, tags: [`a${id}`, `b${id}`] }));
  const { folder, manifest } = warehouse.seal([{ records, write_disposition: 'merge', primary_key: ['id'] }]);
  const controller = new AbortController();
  const loading = loadSealedPackage(warehouse.destination, folder, {
    runId: 'test',
    signal: controller.signal,
    onEvent: () => setTimeout(() => controller.abort(), 150),
  });
  await expect(loading).rejects.toThrow();
  expect(readdirSync(folder)).not.toContain('failures.json');
  expect(readdirSync(folder)).not.toContain('held.json');
  expect((await warehouse.destination.load(manifest, folder, {})).outcome).toBe('loaded');
});
