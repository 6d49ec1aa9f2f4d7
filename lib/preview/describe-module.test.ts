import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
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
    secretsToml: '[sources.shop]\napi_key = "very-secret"\n',
    customSources: { my_api: moduleOf(params) },
  });
}

test('parameters are told in their order, with defaults and the places of secrets, never their values', async () => {
  const project = await projectOf(
    `apiKey: secret(), otherKey: secret(), accountId: required<number>(), kinds: ['a', 'b'], pageSize: 50`,
  );
  const parameters = await describeModule({ projectRoot: project.root, source: 'shop' }, signal);
  expect(parameters).toEqual([
    { name: 'apiKey', key: 'api_key', kind: 'secret', origin: '.dlt/secrets.toml [sources.shop] api_key' },
    { name: 'otherKey', key: 'other_key', kind: 'secret' },
    { name: 'accountId', key: 'account_id', kind: 'required' },
    { name: 'kinds', key: 'kinds', kind: 'default', defaultValue: ['a', 'b'] },
    { name: 'pageSize', key: 'page_size', kind: 'default', defaultValue: 50 },
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
    { name: 'since', key: 'since', kind: 'default', defaultValue: '2024-01-01' },
  ]);
  const broken = { ...request, modules: { 'my_api.ts': moduleOf('pageSize: nothing') } };
  await expect(describeModule(broken, signal)).rejects.toMatchObject({
    code: 'module-invalid',
    at: { file: 'custom_sources/my_api.ts', line: 3 },
  });
});
