import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { countRows } from './support/read-warehouse.ts';
import { runCli } from './support/run-cli.ts';
import { syncHere } from './support/sync-here.ts';
import { startShop } from './support/start-shop.ts';

/** A shop of two users, and a project that syncs it. */
async function openShop() {
  const resources = '        - { name: users, write_disposition: append }\n';
  const shop = await startShop(() => ({ json: [{ id: 1 }, { id: 2 }] }), resources);
  const run = (...argv: readonly string[]) => runCli(shop.root, ['loads', ...argv]);
  return { ...shop, run };
}

test('a dry run is listed, shown and accepted as a run of its own, without a request', async () => {
  const { server, root, project, run } = await openShop();
  const dry = await runCli(root, ['sync', '--dry-run']);
  expect(dry).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('wrote nothing') });
  const [, id = ''] = /dango loads accept ([\d.]+)/.exec(dry.stderr) ?? [];
  const requests = server.requests.length;
  expect((await run('list')).stdout).toMatch(
    new RegExp(`^${id.replace('.', '\\.')} +shop +held +2 .* it was fetched by a dry run$`, 'm'),
  );
  const shown = await run('show', id);
  expect(shown.stdout).toMatch(/^users +append rows +2 rows$/m);
  expect(shown.stdout).toContain('users.1.ndjson');
  const accepted = await run('accept', id, '--json');
  expect(JSON.parse(accepted.stdout)).toMatchObject({
    status: 'succeeded',
    runs: [{ source: 'shop', status: 'succeeded', resources: [{ name: 'users', rows_loaded: 2, requests: 0 }] }],
  });
  expect(await countRows(root, 'raw_shop')).toEqual({ users: 2 });
  expect(server.requests).toHaveLength(requests);
  const runs = JSON.parse((await runCli(root, ['runs', 'list', '--json'])).stdout) as { runs: { request: object }[] };
  expect(runs.runs.map(({ request }) => request)).toMatchObject([{ kind: 'accept', load: id }, { dryRun: true }]);
  expect(await run('accept', id)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('was loaded already') });
  expect(readFileSync(project.path(`.dango/loads/${id}/exchanges.ndjson`), 'utf8')).toContain('/users');
});

test('discard asks, forgets the rows and keeps the exchanges; prune keeps what waits', async () => {
  const { root, project, run } = await openShop();
  await project.write('.dango/project.yml', 'version: 1\nretention: { loads: 1 }\n');
  const { report } = await syncHere(root, { dryRun: true });
  const id = report.held?.[0]?.load_id ?? '';
  expect(await run('discard', id)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining(`discard ${id} --yes`),
  });
  expect(await run('discard', id, '--yes')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('discarded'),
  });
  expect(await run('discard', id)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('was discarded already'),
  });
  expect(await run('list', 'shp')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('Did you mean "shop"?'),
  });
  expect(await run('discard', '1.1', '--yes')).toMatchObject({ exitCode: 2 });
  await syncHere(root, { dryRun: true });
  const list = async () =>
    (JSON.parse((await run('list', 'shop', '--json')).stdout) as { loads: { state: string; rows: number }[] }).loads;
  expect(await list()).toMatchObject([
    { state: 'held', rows: 2, kind: 'dry-run', source: 'shop', dataset: 'raw_shop' },
    { state: 'discarded', rows: 2 },
  ]);
  await syncHere(root);
  await syncHere(root);
  await project.write('.dango/project.yml', 'version: 1\n');
  await syncHere(root, { dryRun: true });
  await project.write('.dango/project.yml', 'version: 1\nretention: { loads: 1 }\n');
  expect(JSON.parse((await run('prune', '--json')).stdout)).toEqual({ deleted: [] });
  expect((await list()).map(({ state }) => state)).toEqual(['held', 'loaded']);
});
