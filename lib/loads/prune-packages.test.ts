import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTempFolder } from '../../test/support/temp-project.ts';
import { createLoadId } from './load-id.ts';
import { packageFiles } from './package-folder.ts';
import { prunePackages } from './prune-packages.ts';

/** Packages of 1 MiB each, oldest first; returns their names and the folder that holds them. */
async function createPackages(states: readonly ('loaded' | 'held' | 'other')[]) {
  const folder = await createTempFolder();
  const ids = states.map((state) => {
    const id = createLoadId();
    mkdirSync(join(folder, id));
    const source = state === 'other' ? 'other' : 'shop';
    writeFileSync(join(folder, id, packageFiles.opened), JSON.stringify({ run_id: 'r', source }));
    writeFileSync(join(folder, id, packageFiles.manifest), '{}');
    writeFileSync(join(folder, id, packageFiles.bodies), Buffer.alloc(1024 * 1024));
    writeFileSync(join(folder, id, state === 'held' ? packageFiles.held : packageFiles.loaded), '{}');
    return id;
  });
  const left = () => ids.flatMap((id, index) => (readdirSync(folder).includes(id) ? [index] : []));
  return { folder, left };
}

test.each([
  ['the last ones stay', { loads: 2, exchangesMb: 100, undoMb: 1 }, [3, 4]],
  ['no more than fit into the budget', { loads: 20, exchangesMb: 3.5, undoMb: 1 }, [2, 3, 4]],
  ['the newest one stays, whatever its size', { loads: 20, exchangesMb: 0.1, undoMb: 1 }, [4]],
  ['all of them where there is room', { loads: 20, exchangesMb: 100, undoMb: 1 }, [0, 1, 2, 3, 4]],
])('%s', async (_title, retention, expected) => {
  const { folder, left } = await createPackages(['loaded', 'loaded', 'loaded', 'loaded', 'loaded']);
  prunePackages(folder, 'shop', retention);
  expect(left()).toEqual(expected);
});

test('what is held, and what belongs to another source, is never touched', async () => {
  const { folder, left } = await createPackages(['held', 'other', 'loaded', 'loaded']);
  prunePackages(folder, 'shop', { loads: 1, exchangesMb: 100, undoMb: 1 });
  expect(left()).toEqual([0, 1, 3]);
});
