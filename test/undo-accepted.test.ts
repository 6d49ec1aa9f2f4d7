import { expect, test } from 'vitest';
import { readDataset } from './support/dataset-content.ts';
import { restSourcesYml } from './support/rest-sources-yml.ts';
import { countRows } from './support/read-warehouse.ts';
import { runCliHere } from './support/run-cli-here.ts';
import { startServer } from './support/start-server.ts';
import { createTempProject } from './support/temp-project.ts';

interface Shop extends AsyncDisposable {
  readonly root: string;
  answer(path: string, records: readonly object[]): void;
  /** What `--json` prints. */
  json<Document>(...argv: readonly string[]): Promise<Document>;
  /** Id of the newest run. */
  lastRun(): Promise<string>;
}

async function openShop(resources: string): Promise<Shop> {
  const answers: Record<string, readonly object[]> = {};
  const server = await startServer(({ path }) => ({ json: answers[path] ?? [] }));
  const project = await createTempProject({ sourcesYml: restSourcesYml('shop', server.url, resources) });
  const json = async <Document>(...argv: readonly string[]): Promise<Document> =>
    JSON.parse((await runCliHere(project.root, [...argv, '--json'])).stdout) as Document;
  return {
    root: project.root,
    answer: (path, records) => void (answers[path] = records),
    json,
    lastRun: async () => (await json<{ runs: { run_id: string }[] }>('runs', 'list')).runs[0]?.run_id ?? '',
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await project.remove();
    },
  };
}

interface Synced {
  readonly runs: readonly { readonly held?: readonly { readonly load_id: string }[] }[];
}
const heldIn = ({ runs }: Synced): string => runs[0]?.held?.[0]?.load_id ?? '';

test('the run that accepted a package is undone, and nothing else of it', async () => {
  await using shop = await openShop('        - { name: orders, primary_key: id }\n');
  shop.answer('/orders', [{ id: 1, price: 1 }]);
  await shop.json('sync');
  const before = await readDataset(shop.root, 'raw_shop');
  shop.answer('/orders', [
    { id: 1, price: 2 },
    { id: 2, price: 2 },
  ]);
  const held = heldIn(await shop.json<Synced>('sync', '--dry-run'));
  await shop.json('loads', 'accept', held);
  const accepting = await shop.lastRun();
  expect(await countRows(shop.root, 'raw_shop')).toEqual({ orders: 2 });
  expect(await shop.json('runs', 'undo', accepting, '--yes')).toMatchObject({
    status: 'undone',
    run_id: accepting,
    load_ids: [held],
    tables: [{ table: 'orders', rows: 2, rows_after: 1, rows_removed: 2, rows_restored: 1 }],
  });
  expect(await readDataset(shop.root, 'raw_shop')).toEqual(before);
});

test('what was accepted last keeps its rows, although a later package was loaded before it', async () => {
  await using shop = await openShop(
    '        - { name: orders, primary_key: id }\n        - { name: users, primary_key: id }\n',
  );
  shop.answer('/orders', [{ id: 1, price: 1 }]);
  shop.answer('/users', [{ id: 1 }]);
  await shop.json('sync');
  shop.answer('/orders', [{ id: 1, price: 2 }]);
  const held = heldIn(await shop.json<Synced>('sync', '--dry-run', '--resource', 'orders'));
  await shop.json('sync', '--resource', 'users');
  const before = await readDataset(shop.root, 'raw_shop');
  await shop.json('loads', 'accept', held);
  await shop.json('loads', 'prune');
  expect(await shop.json('runs', 'undo', await shop.lastRun(), '--yes')).toMatchObject({ status: 'undone' });
  expect(await readDataset(shop.root, 'raw_shop')).toEqual(before);
});

test('a run of which a part was accepted and undone is judged by the rest of it', async () => {
  const replaced = '        - { name: settings, write_disposition: replace }\n';
  await using shop = await openShop(`        - { name: orders, primary_key: id }\n${replaced}`);
  shop.answer('/orders', [{ id: 1, price: 1 }]);
  shop.answer('/settings', [{ a: 1 }]);
  await shop.json('sync');
  shop.answer('/settings', []);
  const held = heldIn(await shop.json<Synced>('sync'));
  const first = await shop.lastRun();
  await shop.json('loads', 'accept', held);
  await shop.json('runs', 'undo', await shop.lastRun(), '--yes');
  expect(await countRows(shop.root, 'raw_shop')).toEqual({ orders: 1, settings: 1 });
  expect(await shop.json('runs', 'undo', first, '--yes')).toMatchObject({
    error: { code: 'undo-refused', message: expect.stringContaining('came later') },
  });
});
