import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runPreviewHere } from '../../test/support/run-preview.ts';
import { startServer } from '../../test/support/start-server.ts';
import { createTempProject, type TempProject } from '../../test/support/temp-project.ts';
import { describeModule } from './describe-module.ts';

const sourcesYml = `sources:
  - name: shop
    type: dlt_native
    dlt_native: { source_module: custom_sources.my_api }
`;

const moduleOf = (params: string): string => `import { required, resource, secret, source } from 'dango';
export const shop = source({
  params: { ${params} },
  resources: () => resource('items', {}, () => { throw new Error('nobody reads'); }),
});
`;

const { signal } = new AbortController();

async function projectOf(params: string): Promise<TempProject> {
  return await createTempProject({
    sourcesYml,
    env: { ACCOUNT: '12' },
    secretsToml: '[sources.shop]\napi_key = "very-secret"\n',
    customSources: { my_api: moduleOf(params) },
  });
}

test('parameters are told in their order, with defaults and the places of secrets, never their values', async () => {
  const project = await projectOf(
    `apiKey: secret(), otherKey: secret(), accountId: required<number>(), kinds: ['a', 'b'], pageSize: 50`,
  );
  const sourcesText = sourcesYml.replace('my_api }', 'my_api, function_kwargs: { account_id: "${ACCOUNT}" } }');
  const request = { projectRoot: project.root, source: 'shop', sourcesText };
  const parameters = await describeModule(request, signal);
  expect(parameters).toEqual([
    {
      name: 'apiKey',
      key: 'api_key',
      kind: 'secret',
      storedAs: 'api_key',
      origin: '.dlt/secrets.toml [sources.shop] api_key',
    },
    { name: 'otherKey', key: 'other_key', kind: 'secret', storedAs: 'other_key' },
    { name: 'accountId', key: 'account_id', kind: 'required', storedAs: 'ACCOUNT', origin: '.env ACCOUNT' },
    { name: 'kinds', key: 'kinds', kind: 'default', storedAs: 'kinds', defaultValue: ['a', 'b'] },
    { name: 'pageSize', key: 'page_size', kind: 'default', storedAs: 'page_size', defaultValue: 50 },
  ]);
  expect(JSON.stringify(parameters)).not.toContain('very-secret');
  const previews = project.path('.dango/cache/previews');
  expect(existsSync(previews) ? readdirSync(previews) : []).toEqual([]);
});

test('a text that is not saved counts, and a fault in it is told with its place', async () => {
  const project = await projectOf('pageSize: 50');
  const request = { projectRoot: project.root, source: 'shop' };
  const changed = { ...request, modules: { 'my_api.ts': moduleOf(`since: '2024-01-01'`) } };
  expect(await describeModule(changed, signal)).toEqual([
    { name: 'since', key: 'since', kind: 'default', storedAs: 'since', defaultValue: '2024-01-01' },
  ]);
  const broken = { ...request, modules: { 'my_api.ts': moduleOf('pageSize: nothing') } };
  await expect(describeModule(broken, signal)).rejects.toMatchObject({
    code: 'module-invalid',
    at: { file: 'custom_sources/my_api.ts', line: 3 },
  });
});

test('a test of a module tells what its process needs, the line that printed, and what is known of a failure', async () => {
  await using api = await startServer(() => ({ json: [{ id: 1 }] }));
  const text = `import { resource, source } from 'dango';
export const shop = source({
  resources: () => resource('items', {}, async function* () {
    yield await (await fetch('${api.url}/items?key=very-secret')).json() as object[];
    console.log('one page');
    throw Object.assign(new Error('no luck', { cause: new TypeError('very-secret inside') }), { id: 7 });
  }),
});
`;
  const project = await projectOf('');
  const { events, finished } = await runPreviewHere(project, { source: 'shop', modules: { 'my_api.ts': text } });
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'log', text: 'one page', place: expect.objectContaining({ line: 5 }) as object }),
  );
  expect(finished.resources[0]?.error).toMatchObject({
    code: 'module-failed',
    at: { file: 'custom_sources/my_api.ts', line: 6 },
    context: { caused_by: 'TypeError: *** inside', values: 'id = 7', exchange: 1 },
  });
  const measured = events.filter((event) => event.type === 'memory-measured');
  expect(measured.length).toBeGreaterThanOrEqual(2);
  for (const { usedBytes, peakBytes, limitBytes } of measured) {
    expect(usedBytes).toBeGreaterThan(10_000_000);
    expect(peakBytes).toBeGreaterThanOrEqual(usedBytes * 0.9);
    expect(limitBytes).toBe(512 * 1024 * 1024);
  }
});
