import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findSecrets, secretsIn } from './support/find-secrets.ts';
import { clientSecret, createProviderProject, startProvider } from './support/oauth-provider.ts';
import { runCliHere } from './support/run-cli-here.ts';
import { spawnCli, type RunningCli } from './support/run-cli.ts';
import { syncJson } from './support/sync-json.ts';

/** The address that the command prints. */
async function pageOf(command: RunningCli): Promise<URL> {
  await command.waitForOutput(/http\S+authorize\S+\n/);
  return new URL(/http\S+authorize\S+/.exec(command.stderr)?.[0] ?? '');
}

test('what a person allows in the browser is kept, used and renewed', async () => {
  const provider = await startProvider();
  const project = await createProviderProject(provider);
  const command = spawnCli(project.root, ['source', 'login', 'shop']);
  const page = await pageOf(command);
  expect(Object.fromEntries(page.searchParams)).toMatchObject({ tenant: 't', access_type: 'offline' });
  expect(page.searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
  const back = await fetch(page);
  expect([back.status, await back.text()]).toEqual([200, expect.stringContaining('You are signed in.')]);
  const { exitCode, stdout, stderr } = await command.finished;
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: `shop may use ${new URL(provider.server.url).host} now. The access is renewed by itself.\n`,
  });
  expect(statSync(project.path('.dango/tokens/shop.json')).mode & 0o777).toBe(0o600);

  expect((await syncJson(project.root, ['shop'])).exitCode).toBe(0);
  provider.accepted = 'revoked';
  expect((await syncJson(project.root, ['shop'])).exitCode).toBe(0);
  expect(provider.server.requests.map(({ path }) => path)).toEqual(
    '/authorize /token /orders /orders /token /orders'.split(' '),
  );
  const secrets = [clientSecret, ...provider.secrets];
  expect(secretsIn(stdout + stderr, secrets)).toEqual([]);
  const leaks = findSecrets(project.path('.dango'), secrets).filter((leak) => !leak.includes('/tokens/shop.json:'));
  expect(leaks).toEqual([]);
});

test('a visit with another state or to another page changes nothing', async () => {
  const provider = await startProvider();
  const project = await createProviderProject(provider);
  const command = spawnCli(project.root, ['source', 'login', 'shop', '--json']);
  const page = await pageOf(command);
  const redirectUri = page.searchParams.get('redirect_uri') ?? '';
  for (const query of ['?code=stolen&state=guessed', '?code=stolen', '?error=denied']) {
    expect((await fetch(`${redirectUri}${query}`)).status).toBe(400);
  }
  expect((await fetch(redirectUri.replace('/callback', '/favicon.ico'))).status).toBe(404);
  await fetch(page);
  const { exitCode, stdout } = await command.finished;
  expect({ exitCode, document: JSON.parse(stdout) as unknown }).toEqual({
    exitCode: 0,
    document: {
      source: 'shop',
      status: 'signed-in',
      access: [{ provider: page.host, expiresAt: expect.any(String), isRenewable: true }],
    },
  });
});

test('a provider that says no is quoted', async () => {
  const provider = await startProvider();
  const project = await createProviderProject(provider, 'too-much');
  const command = spawnCli(project.root, ['source', 'login', 'shop']);
  expect(await (await fetch(await pageOf(command))).text()).toContain('The access was not allowed.');
  const { exitCode, stderr } = await command.finished;
  expect(exitCode).toBe(1);
  expect(stderr).toContain('The provider did not allow the access. It says: invalid_scope');
});

test('a code that is refused is told without code, verifier or secret', async () => {
  const provider = await startProvider();
  const project = await createProviderProject(provider);
  await project.write('.dlt/secrets.toml', '[sources.shop]\nCLIENT_SECRET = "another secret"\n');
  const command = spawnCli(project.root, ['source', 'login', 'shop', '--verbose']);
  await fetch(await pageOf(command));
  const { exitCode, stderr } = await command.finished;
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`No access token from ${provider.server.url}/token: Request failed with status 401`);
  const sent = new URLSearchParams(provider.server.requests.at(-1)?.body);
  const secrets = ['another secret', sent.get('code') ?? '', sent.get('code_verifier') ?? ''];
  expect(secretsIn(stderr, secrets)).toEqual([]);
});

test('without a refresh token the end is told, and then what to do', async () => {
  const provider = await startProvider({ hasRefresh: false });
  const project = await createProviderProject(provider);
  const command = spawnCli(project.root, ['source', 'login', 'shop']);
  await fetch(await pageOf(command));
  expect((await command.finished).stdout).toMatch(/It ends at 20\S+Z: the provider gave no refresh token/);
  provider.accepted = 'revoked';
  const { exitCode, document } = await syncJson(project.root, ['shop']);
  expect(exitCode).toBe(3);
  expect(document.runs[0]?.resources[0]?.error).toMatchObject({
    code: 'secret-missing',
    message: 'The access to this API ran out, and the provider gave no refresh token',
    hint: 'Run: dango source login shop',
  });
});

test('a sync before the sign-in says which command to run, before it asks the API', async () => {
  const provider = await startProvider();
  const project = await createProviderProject(provider);
  const { exitCode, stderr } = await runCliHere(project.root, ['sync', 'shop']);
  expect(exitCode).toBe(3);
  expect(stderr).toContain('Run: dango source login shop');
  expect(provider.server.requests).toEqual([]);
});

test('Ctrl-C ends the wait, and a source without consent needs none', async () => {
  const provider = await startProvider();
  const project = await createProviderProject(provider);
  const command = spawnCli(project.root, ['source', 'login', 'shop']);
  await pageOf(command);
  command.kill('SIGINT');
  expect((await command.finished).exitCode).toBe(130);
  await project.write(
    '.dango/sources.yml',
    `sources: [{name: shop, type: rest_api, rest_api: {base_url: ${provider.server.url}, resources: [{name: a}]}}]`,
  );
  const { exitCode, stderr } = await runCliHere(project.root, ['source', 'login', 'shop']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("shop needs nobody's consent in the browser.");
});

test('tokens move with the name of the source, and go with it', async () => {
  const provider = await startProvider();
  const project = await createProviderProject(provider);
  const command = spawnCli(project.root, ['source', 'login', 'shop']);
  await fetch(await pageOf(command));
  await command.finished;
  const before = readFileSync(project.path('.dango/tokens/shop.json'), 'utf8');
  await runCliHere(project.root, ['source', 'rename', 'shop', 'store']);
  expect(readFileSync(project.path('.dango/tokens/store.json'), 'utf8')).toBe(before);
  await runCliHere(project.root, ['source', 'remove', 'store']);
  expect(findSecrets(project.path('.dango'), provider.secrets)).toEqual([]);
});
