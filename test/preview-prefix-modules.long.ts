import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { credentials } from '../sample/api/access/credentials.ts';
import { startSampleApi } from '../sample/api/start-sample-api.ts';
import { expectPreviewPrefix } from './support/expect-preview-prefix.ts';
import { startServer } from './support/start-server.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';

/** A project with one source of the example modules, whose API is at `baseUrl`. */
async function openModule(
  module: string,
  sourceName: string,
  baseUrl: string,
  secrets: Readonly<Record<string, string>> = {},
): Promise<TempProject> {
  const text = await readFile(new URL(`../custom_sources/${module}.ts`, import.meta.url), 'utf8');
  const lines = Object.entries(secrets).map(([name, value]) => `${name} = "${value}"\n`);
  return await createTempProject({
    sourcesYml: `version: 1
sources:
  - name: ${module}
    type: dlt_native
    dlt_native: { source_module: custom_sources.${module}, source_name: ${sourceName} }
`,
    secretsToml: `[sources.${sourceName}]\n${lines.join('')}`,
    // As a secret the address would be masked in what is recorded.
    customSources: { [module]: text.replaceAll(/https:\/\/api\.(example|hubapi)\.com/g, baseUrl) },
  });
}

describe('a preview sends the first requests of a sync, and shows the same rows', () => {
  test.each([
    ['pagination_source', { previewed: 5, synced: 12, rows: 300 }],
    ['rate_limit_source', { previewed: 2, synced: 7, rows: 99 }],
    ['responses_source', { previewed: 2, synced: 7, rows: 99 }],
    ['error_handling_source', { previewed: 3, synced: 10, rows: 4 }],
    ['tables_source', { previewed: 2, synced: 10, rows: 200 }],
    ['series_source', { previewed: 9, synced: 128, rows: 307 }],
    ['records_source', { previewed: 2, synced: 2, rows: 100 }],
  ])('of the example %s', async (sourceName, compared) => {
    await using api = await startSampleApi();
    const baseUrl = sourceName === 'rate_limit_source' ? `${api.url}/limited` : api.url;
    const project = await openModule('patterns', sourceName, baseUrl);
    expect(await expectPreviewPrefix(project, api, 'patterns')).toEqual(compared);
  });

  test('of the example of contacts of HubSpot', async () => {
    await using api = await startSampleApi();
    const secrets = { api_key: credentials.token };
    const project = await openModule('hubspot_contacts', 'hubspot_contacts_source', api.url, secrets);
    expect(await expectPreviewPrefix(project, api, 'hubspot_contacts')).toEqual({ previewed: 2, synced: 3, rows: 100 });
  });

  test('of the example whose requests are signed', async () => {
    await using server = await startServer(() => ({ json: [{ id: 1 }, { id: 2 }] }));
    const project = await openModule('signing', 'signed_source', server.url, { key: 'hmac-secret-key' });
    const ofInstant = ['x-timestamp', 'x-signature'];
    const compared = await expectPreviewPrefix(project, server, 'signing', ofInstant);
    expect(compared).toEqual({ previewed: 1, synced: 1, rows: 2 });
  });
});
