import { expect, test } from 'vitest';
import { runPreviewHere } from '../../test/support/run-preview.ts';
import { startServer, type TestServer } from '../../test/support/start-server.ts';
import { createTempProject, type TempProject } from '../../test/support/temp-project.ts';
import { exportRecording } from './export-recording.ts';
import { importRecording } from './import-recording.ts';

const limits = { pages: 5, records: 100, parents: 3 };

/** Two pages of two items, the first of which comes at the second attempt, and a document of each item. */
async function startShop(): Promise<TestServer> {
  let asked = 0;
  return await startServer(({ path, query }) => {
    if (path !== '/items') return { json: { item: path.slice(1) } };
    if (asked++ === 0) return { status: 503, headers: { 'retry-after': '0' }, json: {} };
    const page = Number(query['page'] ?? 1);
    return { json: { data: [{ id: page * 2 - 1 }, { id: page * 2 }], next: page < 2 ? '/items?page=2' : null } };
  });
}

async function projectOf(server: TestServer): Promise<TempProject> {
  return await createTempProject({
    sourcesYml: `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${server.url}
      resources:
        - name: items
          endpoint: /items
          pagination: { type: json_link, next_url_path: next }
        - name: docs
          endpoint: "/{resources.items.id}"
`,
  });
}

test('an exchange tells its records and where they lay, whose record it was sent for, why its list ends, and its times', async () => {
  await using server = await startShop();
  const { exchanges } = await runPreviewHere(await projectOf(server), { source: 'shop', limits });
  const pages = exchanges.filter(({ resource }) => resource === 'items');
  expect(pages).toMatchObject([
    { records: 2, recordsPath: 'data', attempts: 2, retries: [{ tookMs: expect.any(Number) as number }] },
    { records: 2, recordsPath: 'data', listEnd: 'next is empty in the response' },
  ]);
  expect(pages[0]?.listEnd).toBeUndefined();
  expect(pages.map(({ parentExchange }) => parentExchange)).toEqual([undefined, undefined]);
  const [first, second] = pages.map(({ number }) => number);
  const docs = exchanges.filter(({ resource }) => resource === 'docs');
  expect(docs.map(({ url, parentExchange, records }) => ({ url, parentExchange, records }))).toEqual([
    { url: `${server.url}/1`, parentExchange: first, records: 1 },
    { url: `${server.url}/2`, parentExchange: first, records: 1 },
    { url: `${server.url}/3`, parentExchange: second, records: 1 },
  ]);
});

test('what a test recorded goes into a file and back, and tells when the API answered', async () => {
  await using server = await startShop();
  const project = await projectOf(server);
  const first = await runPreviewHere(project, { source: 'shop', limits, keepsRecording: true });
  const { recording = '' } = first.finished;
  const text = await exportRecording(project.root, recording, { source: 'shop', limits });
  expect(await exportRecording(project.root, recording, { source: 'shop', limits })).toBe(text);

  const other = await projectOf(server);
  const imported = await importRecording(other.root, text, 'shop.jsonl');
  expect(imported).toMatchObject({ source: 'shop', limits, exchanges: 5 });
  server.clearRequests();
  const again = await runPreviewHere(other, { source: 'shop', limits, fromRecording: imported.recording });
  expect(server.requests).toEqual([]);
  expect(again.finished).toMatchObject({ status: 'succeeded', source: 'recording', recording: imported.recording });
  const told = ({ exchanges }: typeof first) =>
    exchanges.map(({ url, startedAt, durationMs, attempts, retries }) => ({
      url,
      startedAt,
      durationMs,
      attempts,
      retries,
    }));
  expect(told(again)).toEqual(told(first));
});

test('a text that is no recording is refused with its line', async () => {
  await using server = await startShop();
  const { root } = await projectOf(server);
  await expect(importRecording(root, 'id,name\n1,a\n', 'rows.csv')).rejects.toMatchObject({
    code: 'usage-invalid',
    message: 'rows.csv:1 cannot be replayed: it does not begin with {"dango_cassette":1,…}.',
  });
});
