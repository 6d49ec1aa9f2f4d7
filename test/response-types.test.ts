import { expect, test } from 'vitest';
import { putTypes, writeResponseTypes } from '../components/custom-source/response-types.ts';
import { checkModuleText } from '../lib/sync/check-module-text.ts';
import { createTempProject } from './support/temp-project.ts';

const responseBody = '{"data":[{"id":1,"name":"Ada"}],"next":null}';
const exchange = { method: 'GET', url: 'https://a.example/v1/users', status: 200, resource: 'users', responseBody };
const block = writeResponseTypes([{ ...exchange, reason: undefined, isBodyCut: false }]) ?? '';

test('a module with its types passes the check of the server', async () => {
  const project = await createTempProject({ customSources: { shop: '' } });
  const module = `import { resource, RestClient, source } from 'dango';

export const shop = source({
  resources() {
    const client = new RestClient({ baseUrl: 'https://api.example.com' });
    return resource('users', { primaryKey: 'id' }, async function* () {
      const response = await client.get('/v1/users');
      for (const user of response.json<UsersResponse>().data) yield { ...user, wrong: user.nam };
    });
  },
});
`;
  const findings = await checkModuleText(project.root, 'shop.ts', putTypes(module, block).text);
  expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(`'nam' does not exist on type`)]);
  expect(
    await checkModuleText(project.root, 'shop.ts', putTypes(module.replace('user.nam ', 'user.name '), block).text),
  ).toEqual([]);
});
