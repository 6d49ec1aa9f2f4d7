import { expect, test } from 'vitest';
import { createTempProject } from '../../test/support/temp-project.ts';
import { validateProject } from './validate-project.ts';

const sourcesYml = `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: "\${SHOP_URL}"
      auth: { type: bearer, token: "\${SHOP_TOKEN}" }
      resources: [{ name: orders }]
`;

test('each value that is missing is one finding, with the command that stores it', async () => {
  const { root } = await createTempProject({ sourcesYml });
  const { issues: findings } = await validateProject(root);
  expect(findings.map(({ code, at, hint }) => [code, at?.line, hint?.split(',')[0]])).toEqual([
    ['secret-missing', 6, 'Run "dango secrets set SHOP_URL"'],
    ['secret-missing', 7, 'Run "dango secrets set SHOP_TOKEN"'],
  ]);
});
