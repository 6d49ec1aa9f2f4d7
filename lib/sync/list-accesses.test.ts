import { expect, test } from 'vitest';
import { createTempProject } from '../../test/support/temp-project.ts';
import { openTokenFile } from '../project/token-file.ts';
import { disconnectSource, listAccesses } from './list-accesses.ts';

const source = (name: string, auth: string): string => `  - name: ${name}
    type: rest_api
    rest_api:
      base_url: http://api.test
      auth: ${auth}
      resources: [{ name: orders }]
`;

const client = 'access_token_url: "https://login.test/token", client_id: me';

test('tokens that are kept are told with their ends and without themselves, until they are disconnected', async () => {
  const project = await createTempProject({
    sourcesYml: `version: 1\nsources:\n${[
      source('plain', '{ type: bearer, token: "${TOKEN}" }'),
      source('robot', `{ type: oauth2_client_credentials, ${client}, client_secret: x1234 }`),
      source('shop', `{ type: oauth2_refresh_token, ${client}, client_secret: x1234, refresh_token: first-refresh }`),
      source('club', `{ type: oauth2_authorization_code, ${client}, authorization_url: "https://login.test/go" }`),
      source('lost', `{ type: oauth2_client_credentials, ${client}, client_secret: "\${LOST}" }`),
    ].join('')}`,
    secretsToml: 'TOKEN = "hidden-value"\n',
  });
  const keptAt = async (name: string, key: string): Promise<void> => {
    const token = { accessToken: 'hidden-token', refreshToken: 'hidden-refresh', obtainedAtMs: 0, expiresAtMs: 60_000 };
    await openTokenFile(project.path('.dango/tokens'), name).renew(key, () => Promise.resolve(token), undefined);
  };
  await keptAt('club', 'oauth2_authorization_code-of-another-client');
  const before = listAccesses(project.root);
  const shown = before.map(({ source: name, oauth, problem }) => [
    name,
    oauth.map(({ type, at, provider, isLasting, token }) => [type, at?.line, provider, isLasting, token]),
    problem?.code,
  ]);
  expect(shown).toEqual([
    ['plain', [], undefined],
    ['robot', [['oauth2_client_credentials', 13, 'login.test', false, undefined]], undefined],
    ['shop', [['oauth2_refresh_token', 19, 'login.test', true, undefined]], undefined],
    ['club', [['oauth2_authorization_code', 25, 'login.test', true, undefined]], undefined],
    ['lost', [['oauth2_client_credentials', 31, 'login.test', false, undefined]], 'secret-missing'],
  ]);
  expect(JSON.stringify(before)).not.toContain('hidden');
  disconnectSource(project.root, 'club');
  expect(openTokenFile(project.path('.dango/tokens'), 'club').readAll().size).toBe(0);
});

test('a damaged file of tokens is told at its source only', async () => {
  const project = await createTempProject({
    sourcesYml: `version: 1\nsources:\n${source('a', `{ type: oauth2_authorization_code, ${client}, authorization_url: "https://login.test/go" }`)}${source('b', '{ type: bearer, token: abcd }')}`,
  });
  await project.write('.dango/tokens/a.json', '{ "tokens": hidden');
  const [a, b] = listAccesses(project.root);
  expect([a?.problem?.message, b?.problem]).toEqual([expect.stringContaining('is damaged'), undefined]);
});
