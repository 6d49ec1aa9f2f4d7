import { expect, test } from 'vitest';
import { createTempProject } from '../../test/support/temp-project.ts';
import { lookUpSecret } from './look-up-secret.ts';
import { deleteSecret, saveSecret } from './save-secret.ts';
import { loadSecretStore } from './secret-store.ts';

test('a credential is stored where it is looked for', async () => {
  const project = await createTempProject();
  const owner = { source: 'shop', functionName: undefined, isRestApi: true };
  const find = () => lookUpSecret(loadSecretStore(project.root, {}), 'credentials.token', owner).found?.value;
  saveSecret(project.root, 'sources.shop', 'credentials.token', 'mine');
  expect(await project.read('.dlt/secrets.toml')).toBe('[sources.shop.credentials]\ntoken = "mine"\n');
  expect(find()).toBe('mine');
  saveSecret(project.root, '', 'credentials.token', 'all');
  deleteSecret(project.root, 'sources.shop', 'credentials.token');
  expect(find()).toBe('all');
});
