import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { listProcesses } from '../../test/support/list-processes.ts';
import { runPreview, runPreviewHere, type PreviewRun } from '../../test/support/run-preview.ts';
import { startServer, type TestServer } from '../../test/support/start-server.ts';
import { createTempProject, type TempProject } from '../../test/support/temp-project.ts';
import { readExchanges } from '../sync/read-recording.ts';
import { findRecording } from './preview-folder.ts';
import { promptMs } from '../../test/support/prompt.ts';

const token = 'token-of-the-shop';

/** Five pages of two items, each with a note that repeats the token, and a document of each item. */
async function startShop(): Promise<TestServer> {
  return await startServer(({ path, query, headers }) => {
    if (headers['authorization'] !== `Bearer ${token}`) return { status: 401, json: {} };
    if (path !== '/items') return { json: { item: path.slice(1), weight: 1.5 } };
    const page = Number(query['page'] ?? 1);
    const items = [page * 2 - 1, page * 2].map((id) => ({
      id,
      kind: id % 3 === 0 ? 'c' : 'a',
      price: String(id),
      owner: { name: `o${id}`, note: headers['authorization'] },
      tags: ['x', 'y'],
    }));
    return { json: { meta: { page }, data: { items }, next: page < 5 ? `/items?page=${page + 1}` : null } };
  });
}

const resources = (items: string, docs = ''): string => `      resources:
        - name: items
          endpoint: /items
          pagination: { type: json_link, next_url_path: next }
${items}        - name: docs
          endpoint: "/{resources.items.id}"
${docs}`;

const sourcesYml = (url: string, block: string): string => `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${url}
      auth: { type: bearer, token: "\${TOKEN}" }
${block}`;

const before = resources('          data_selector: data.items\n');
const limits = { pages: 5, records: 100, parents: 3 };

async function projectOf(server: TestServer): Promise<TempProject> {
  return await createTempProject({ sourcesYml: sourcesYml(server.url, before), secretsToml: `TOKEN = "${token}"\n` });
}

/** What does not differ between a recording and a fresh answer. */
function resultOf({ tables, finished, rowsOf }: PreviewRun) {
  const rows = tables.map(({ name }) =>
    rowsOf(name).map(
      ({ _dlt_id: _id, _dlt_load_id: _load, _dlt_parent_id: _parent, _dlt_root_id: _root, ...row }) => row,
    ),
  );
  return {
    tables: tables.map(({ name, parent, columns, rowCount }) => ({ name, parent, columns, rowCount })),
    rows: JSON.parse(JSON.stringify(rows).replaceAll(`Bearer ${token}`, 'Bearer ***')) as unknown,
    status: finished.status,
    resources: finished.resources.map(({ name, status, rows_loaded }) => ({ name, status, rows_loaded })),
  };
}

describe('what does not touch requests is evaluated again on what was recorded', () => {
  test.each([
    ['nothing', before],
    ['the path to the records', resources('          data_selector: data\n')],
    ['a path to nothing', resources('          data_selector: data.item\n')],
    ['a primary key', resources('          data_selector: data.items\n          primary_key: id\n')],
    ['the table', resources('          data_selector: data.items\n          table_name: things\n')],
    [
      'steps, types, nesting and disposition',
      resources(
        `          data_selector: data.items
          steps: [{ map: { price: integer } }, { rename: { kind: sort } }]
          columns: { id: { type: decimal, precision: 20, scale: 2 } }
          max_table_nesting: 0
          write_disposition: append
`,
        '          include_from_parent: [price]\n',
      ),
    ],
    ['a contract', resources('          data_selector: data.items\n          schema_contract: freeze\n')],
  ])('%s', async (_title, block) => {
    await using server = await startShop();
    const project = await projectOf(server);
    const first = await runPreviewHere(project, { source: 'shop', limits, keepsRecording: true });
    expect(first.finished).toMatchObject({ status: 'succeeded', source: 'api' });
    expect(first.exchanges).toHaveLength(8);
    expect(first.exchanges.every(({ replayOf }) => replayOf === undefined)).toBe(true);
    const sourcesText = sourcesYml(server.url, block);
    const fresh = await runPreviewHere(project, { source: 'shop', limits, sourcesText });
    server.clearRequests();
    const { recording = '' } = first.finished;
    const again = await runPreviewHere(project, { source: 'shop', limits, sourcesText, fromRecording: recording });
    expect(server.requests).toEqual([]);
    expect(resultOf(again)).toEqual(resultOf(fresh));
    expect(again.finished).toMatchObject({ source: 'recording', recording });
    expect(again.exchanges.map(({ url, status, responseBody }) => ({ url, status, responseBody }))).toEqual(
      fresh.exchanges.map(({ url, status, responseBody }) => ({ url, status, responseBody })),
    );
    expect(new Set(again.exchanges.map(({ replayOf }) => replayOf)).size).toBe(again.exchanges.length);
    expect(again.finished.missing).toBeUndefined();
    expect(again.finished.masked).toEqual([{ resource: 'items', path: 'data.items[*].owner.note', count: 10 }]);
    expect(JSON.stringify(again.events)).not.toContain(token);
    const kept = await readExchanges(findRecording(project.root, recording));
    expect(kept).toHaveLength(8);
    expect(JSON.stringify(kept)).not.toContain(token);
  });
});

test('records that a filter lets through ask for documents that were not recorded: they are named, or fetched when asked', async () => {
  await using server = await startShop();
  const project = await projectOf(server);
  const { finished } = await runPreviewHere(project, { source: 'shop', limits, keepsRecording: true });
  const fromRecording = finished.recording ?? '';
  // Documents of 1, 2 and 3 are there.
  const sourcesText = sourcesYml(
    server.url,
    resources('          data_selector: data.items\n          steps: [{ filter: "record.kind == \'a\'" }]\n'),
  );
  server.clearRequests();
  const request = { source: 'shop', limits, sourcesText, fromRecording };
  const missing = await runPreviewHere(project, request);
  expect(server.requests).toEqual([]);
  expect(missing.finished).toMatchObject({
    status: 'partial',
    missing: [{ resource: 'docs', method: 'GET', url: `${server.url}/4` }],
    resources: [{ name: 'items', status: 'succeeded', rows_loaded: 7 }, { status: 'failed' }],
  });
  expect(missing.exchanges.map(({ url }) => url)).not.toContain(`${server.url}/4`);

  const fetched = await runPreviewHere(project, { ...request, onMissing: 'fetch', keepsRecording: true });
  expect(server.requests.map(({ path }) => path)).toEqual(['/4']);
  expect(fetched.finished).toMatchObject({ status: 'succeeded', source: 'recording' });
  expect(fetched.exchanges.filter(({ replayOf }) => replayOf === undefined)).toMatchObject([
    { url: `${server.url}/4`, status: 200, requestHeaders: { authorization: 'Bearer ***' } },
  ]);
  // The new recording has all that was needed.
  server.clearRequests();
  const { recording = '' } = fetched.finished;
  expect(recording).not.toBe(fromRecording);
  const whole = await runPreviewHere(project, { ...request, fromRecording: recording });
  expect(whole.finished).toMatchObject({ status: 'succeeded', resources: [{}, { rows_loaded: 3 }] });
  expect(server.requests).toEqual([]);
});

test('a list ends where the recording does, and says so', async () => {
  await using server = await startShop();
  const project = await projectOf(server);
  const source = 'shop';
  const few = { ...limits, pages: 2 };
  const { finished } = await runPreviewHere(project, { source, limits: few, keepsRecording: true });
  server.clearRequests();
  const again = await runPreviewHere(project, { source, limits, fromRecording: finished.recording ?? '' });
  expect(again.finished).toMatchObject({
    status: 'succeeded',
    resources: [{ name: 'items', pages: 2, rows_loaded: 4, stopped_by: 'recording' }, { rows_loaded: 3 }],
  });
  expect(again.finished.missing).toBeUndefined();
  expect(server.requests).toEqual([]);
});

test('of a preview whose records were not found its answers are kept, too', async () => {
  await using server = await startShop();
  const project = await createTempProject({
    sourcesYml: sourcesYml(server.url, resources('          data_selector: nowhere\n')),
    secretsToml: `TOKEN = "${token}"\n`,
  });
  const first = await runPreviewHere(project, { source: 'shop', resources: ['items'], limits, keepsRecording: true });
  expect(first.finished.status).toBe('failed');
  server.clearRequests();
  const again = await runPreviewHere(project, {
    source: 'shop',
    sourcesText: sourcesYml(server.url, before),
    resources: ['items'],
    limits,
    fromRecording: first.finished.recording ?? '',
  });
  expect(again.finished).toMatchObject({
    status: 'succeeded',
    resources: [{ rows_loaded: 2, stopped_by: 'recording' }],
  });
  expect(server.requests).toEqual([]);
});

test('recordings are kept only when asked for, eight of them, and one that is gone is named', async () => {
  await using server = await startShop();
  const project = await projectOf(server);
  const request = { source: 'shop', limits: { pages: 1, parents: 1 }, resources: ['items'] };
  const { finished } = await runPreviewHere(project, request);
  expect(finished.recording).toBeUndefined();
  const kept = (): readonly string[] => readdirSync(project.path('.dango/cache/previews'));
  expect(kept()).toEqual([]);
  const first = await runPreviewHere(project, { ...request, keepsRecording: true });
  expect(kept()).toEqual([first.finished.recording]);
  expect(readdirSync(project.path(`.dango/cache/previews/${kept()[0]}`))).toEqual(['recording', 'tables']);
  for (let more = 0; more < 9; more += 1) await runPreviewHere(project, { ...request, keepsRecording: true });
  expect(kept()).toHaveLength(8);
  expect(kept()).not.toContain(first.finished.recording);
  for (const fromRecording of [first.finished.recording ?? '', '../../..']) {
    const gone = await runPreviewHere(project, { ...request, fromRecording });
    expect(gone.finished).toMatchObject({ status: 'failed', error: { code: 'name-unknown' } });
  }
});

test('a process that is kept evaluates a recording at once, and ends when it is not wanted any more', async () => {
  await using server = await startShop();
  const project = await projectOf(server);
  const request = { source: 'shop', limits };
  const keepsProcess = true;
  const { finished } = await runPreview(project, { ...request, keepsRecording: true }, { keepsProcess });
  const [warm] = listProcesses(project.root);
  expect(warm).toBeDefined();
  server.clearRequests();
  for (let times = 0; times < 3; times += 1) {
    const again = await runPreview(project, { ...request, fromRecording: finished.recording ?? '' }, { keepsProcess });
    expect(again.finished).toMatchObject({
      status: 'succeeded',
      source: 'recording',
      resources: [{ rows_loaded: 10 }, {}],
    });
    expect(again.exchanges).toHaveLength(8);
    expect(listProcesses(project.root)).toEqual([warm]);
  }
  expect(server.requests).toEqual([]);
  // What asks the API begins anew.
  await runPreview(project, request);
  expect(listProcesses(project.root)).toEqual([warm]);
  await runPreview(project, { ...request, fromRecording: finished.recording ?? '' });
  expect(listProcesses(project.root)).toEqual([]);
});

test('a kept process that was killed is replaced', async () => {
  await using server = await startShop();
  const project = await projectOf(server);
  const request = { source: 'shop', limits };
  const { finished } = await runPreview(project, { ...request, keepsRecording: true }, { keepsProcess: true });
  const [warm = 0] = listProcesses(project.root);
  process.kill(warm, 'SIGKILL');
  await expect.poll(() => listProcesses(project.root), { timeout: promptMs }).toEqual([]);
  const again = await runPreview(project, { ...request, fromRecording: finished.recording ?? '' });
  expect(again.finished).toMatchObject({ status: 'succeeded' });
});
