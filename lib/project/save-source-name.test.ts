import { expect, test } from 'vitest';
import { createTempProject } from '../../test/support/temp-project.ts';
import { saveSourceName } from './save-source-name.ts';

const sourcesYml = `sources:
  - name: one
    type: rest_api
    rest_api: { base_url: https://api.example.com, resources: [{ name: a, endpoint: /a }] }
  - name: two
    type: dlt_native
    dlt_native: { source_module: two, dataset_name: fixed }
`;

test('a new name says that the tables stay under the old one', async () => {
  const { root } = await createTempProject({ sourcesYml, projectYml: 'dataset_prefix: from_\n' });
  expect(saveSourceName(root, 'one', 'three')).toEqual({
    warnings: ['The tables of one stay in from_one; the next sync loads everything anew, into from_three.'],
  });
});

test('a fixed schema says that rows may come twice', async () => {
  const project = await createTempProject({ sourcesYml });
  const { warnings } = saveSourceName(project.root, 'two', 'four');
  expect(warnings).toEqual([expect.stringMatching(/again into fixed: resources that append get their rows twice/)]);
  expect(await project.read('.dango/sources.yml')).toBe(sourcesYml.replace('name: two', 'name: four'));
});

test('secrets that go by the old name are told, without their values', async () => {
  const secretsToml = '[sources.one]\nkey = "hush"\n[sources.two_more]\nkey = "x"\n';
  const { root } = await createTempProject({ sourcesYml, secretsToml });
  const { warnings } = saveSourceName(root, 'one', 'three');
  expect(warnings[1]).toMatch(/\[sources\.one\] of \.dlt\/secrets\.toml .* \[sources\.three\]/);
  expect(warnings.join()).not.toContain('hush');
});

test('a name that stays the same needs no warning', async () => {
  const { root } = await createTempProject({ sourcesYml });
  expect(saveSourceName(root, 'one', 'one')).toEqual({ warnings: [] });
});
