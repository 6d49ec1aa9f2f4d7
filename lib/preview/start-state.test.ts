import { expect, test } from 'vitest';
import { lockWarehouse } from '../../test/support/lock-warehouse.ts';
import { runPreviewHere } from '../../test/support/run-preview.ts';
import { startServer, type TestServer } from '../../test/support/start-server.ts';
import { syncHere } from '../../test/support/sync-here.ts';
import { createTempProject, type TempProject } from '../../test/support/temp-project.ts';
import { exportRecording } from './export-recording.ts';
import { importRecording } from './import-recording.ts';

/** Four orders, a day apart, those from `since` on. */
async function startShop(): Promise<TestServer> {
  const orders = [1, 2, 3, 4].map((id) => ({ id, changed_at: `2026-03-0${id}T00:00:00Z` }));
  return await startServer(({ query }) => ({
    json: orders.filter(({ changed_at: at }) => at >= (query['since'] ?? '')),
  }));
}

const sourcesYml = (url: string): string => `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${url}
      resources:
        - name: orders
          endpoint: { path: /orders, params: { since: "{incremental.start_value}" } }
          primary_key: id
          write_disposition: merge
          incremental: { cursor_path: changed_at, initial_value: "2026-03-02T00:00:00Z" }
`;

async function shop(): Promise<{ server: TestServer; project: TempProject }> {
  const server = await startShop();
  return { server, project: await createTempProject({ sourcesYml: sourcesYml(server.url) }) };
}

const since = ({ requests }: TestServer) => requests.map(({ query }) => query['since']);
const first = '2026-03-02T00:00:00Z';
const last = '2026-03-04T00:00:00Z';
const cursor = { resource: 'orders', kind: 'cursor', name: 'changed_at' };

test('a test tells where a cursor goes, and the next one that starts there asks with it', async () => {
  const { server, project } = await shop();
  const one = await runPreviewHere(project, { source: 'shop' });
  expect(one.rowsOf('orders')).toHaveLength(3);
  expect(one.finished.state).toMatchObject({ startedFrom: 'beginning', values: [{ ...cursor, after: last }] });
  expect(one.finished.state?.values[0]).not.toHaveProperty('before');

  const two = await runPreviewHere(project, { source: 'shop', startState: { text: one.finished.state?.next ?? '' } });
  expect(two.finished.state).toMatchObject({
    startedFrom: 'given',
    values: [{ ...cursor, before: last, after: last }],
  });
  // The last record is known, as it is to a sync.
  expect(two.finished).toMatchObject({ status: 'succeeded', resources: [{ rows_loaded: 0 }] });
  expect(since(server)).toEqual([first, last]);
});

test('a test starts where the last sync ended, and moves nothing there', async () => {
  const { server, project } = await shop();
  await syncHere(project.root);
  const run = await runPreviewHere(project, { source: 'shop', startState: 'saved' });
  expect(run.finished.state).toMatchObject({
    startedFrom: 'saved',
    values: [{ ...cursor, before: last, after: last }],
  });
  await syncHere(project.root);
  expect(since(server)).toEqual([first, last, last]);
});

test('a load that holds the warehouse is named, and nothing is asked', async () => {
  const { server, project } = await shop();
  await syncHere(project.root);
  await using lock = await lockWarehouse(project.path('data/warehouse.duckdb'));
  const { finished } = await runPreviewHere(project, { source: 'shop', startState: 'saved' });
  expect(finished.error).toMatchObject({
    code: 'warehouse-locked',
    message: expect.stringMatching(
      new RegExp(`^The saved state of shop cannot be read now: .*held open by .*process ${lock.pid}`),
    ),
    hint: 'Test again when that has ended, or start from the beginning.',
  });
  expect(server.requests).toHaveLength(1);
});

test('what a test recorded is evaluated from where it started, out of a file too', async () => {
  const { server, project } = await shop();
  const one = await runPreviewHere(project, { source: 'shop' });
  const startState = { text: (one.finished.state?.next ?? '').replace(last, '2026-03-03T00:00:00Z') };
  const two = await runPreviewHere(project, { source: 'shop', startState, keepsRecording: true });
  expect(two.rowsOf('orders')).toHaveLength(2);
  expect(since(server)).toEqual([first, '2026-03-03T00:00:00Z']);
  const recording = two.finished.recording ?? '';

  const again = await runPreviewHere(project, { source: 'shop', fromRecording: recording });
  expect(again.finished).toMatchObject({ status: 'succeeded', state: { startedFrom: 'given' } });
  expect(again.finished.state).toEqual(two.finished.state);
  const text = await exportRecording(project.root, recording, {
    source: 'shop',
    limits: { pages: 2, records: 100, parents: 3 },
  });
  const imported = await importRecording(project.root, text, 'shop.jsonl');
  const fromFile = await runPreviewHere(project, { source: 'shop', fromRecording: imported.recording });
  expect(fromFile.finished.state).toEqual(two.finished.state);
  expect(fromFile.rowsOf('orders').map(({ id }) => id)).toEqual(two.rowsOf('orders').map(({ id }) => id));
  expect(server.requests).toHaveLength(2);
});

test('what is no state is refused before anything is asked', async () => {
  const { server, project } = await shop();
  for (const text of ['{', '[]', '{"sources":3}', '{"sources":{"shop":{"resources":[]}}}']) {
    const { finished } = await runPreviewHere(project, { source: 'shop', startState: { text } });
    expect(finished.error).toMatchObject({
      code: 'usage-invalid',
      message: 'What the test is to start from is no state.',
    });
  }
  expect(server.requests).toHaveLength(0);
});
