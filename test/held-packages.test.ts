import { expect, test } from 'vitest';
import { listPackages } from '../lib/loads/package-folder.ts';
import { startServer } from './support/start-server.ts';
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
