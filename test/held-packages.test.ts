import { expect, test } from 'vitest';
import { listPackages } from '../lib/loads/package-folder.ts';
import { planStateChange, saveStateChange } from '../lib/runs/source-state.ts';
import type { SyncEvent } from '../lib/sync/sync-event.ts';
import { restSourcesYml } from './support/rest-sources-yml.ts';
import { startServer } from './support/start-server.ts';
import { syncHere } from './support/sync-here.ts';
import { syncJson } from './support/sync-json.ts';
import { createTempProject } from './support/temp-project.ts';

test('of packages with refused rows only the newest is kept, samples apart', async () => {
  await using server = await startServer(({ path }) => ({
    json: path === '/good' ? [{ id: 1 }] : [{ id: null, a: 1 }],
  }));
  const project = await createTempProject({
    sourcesYml: `sources:
  - name: shop
    type: rest_api
    rest_api: { base_url: "${server.url}", resources: [{ name: items, primary_key: id }] }
  - name: other
    type: rest_api
    rest_api: { base_url: "${server.url}", resources: [{ name: items, primary_key: id }] }
`,
  });
  const held = () => listPackages(project.path('.dango/loads')).filter(({ state }) => state === 'held');
  expect((await syncJson(project.root, ['other'])).document.runs[0]?.error).toMatchObject({ code: 'rows-refused' });
  await syncJson(project.root, ['shop', '--limit', '5']);
  await syncJson(project.root, ['shop']);
  const older = held();
  expect(older.map(({ source }) => source)).toEqual(['other', 'shop', 'shop']);
  await syncJson(project.root, ['shop']);
  const now = held();
  expect(now.map(({ source }) => source)).toEqual(['other', 'shop', 'shop']);
  expect(now.map(({ loadId }) => loadId)).not.toContain(older[2]?.loadId);
  expect(now.slice(0, 2)).toEqual(older.slice(0, 2));
});

test('what an earlier run left sealed is told by a dry run, and in the report of a sync that cannot load it', async () => {
  let records = [{ id: 1, at: 1 }];
  await using server = await startServer(() => ({ json: records }));
  const resources = '        - { name: orders, primary_key: id, incremental: { cursor_path: at } }\n';
  const project = await createTempProject({ sourcesYml: restSourcesYml('shop', server.url, resources) });
  const { root } = project;
  await syncHere(root);
  records = [{ id: 2, at: 2 }];
  const stop = new AbortController();
  const onEvent = ({ type }: SyncEvent): void => (type === 'package-sealed' ? stop.abort() : undefined);
  await expect(syncHere(root, { signal: stop.signal, onEvent })).rejects.toThrow();
  const left = listPackages(project.path('.dango/loads')).find(({ state }) => state === 'sealed')?.loadId ?? '';
  const dry = await syncHere(root, { dryRun: true });
  expect(dry.events).toContainEqual(
    expect.objectContaining({
      type: 'warning',
      message: expect.stringContaining(`${left} was fetched by an earlier run: a sync`),
    }),
  );
  await saveStateChange(root, await planStateChange(root, 'shop', { kind: 'reset' }));
  const { report } = await syncHere(root);
  expect(report).toMatchObject({ status: 'held', error: { code: 'package-held', context: { load_id: left } } });
  expect(report.held).toEqual([
    { load_id: left, kind: 'state-moved', reason: expect.stringContaining('the saved state moved') },
  ]);
});
