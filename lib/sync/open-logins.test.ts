import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { findSecrets } from '../../test/support/find-secrets.ts';
import { createProviderProject, startProvider } from '../../test/support/oauth-provider.ts';
import { startServer } from '../../test/support/start-server.ts';
import { openLogins, type Logins, type LoginStatus } from './open-logins.ts';

const redirectUri = 'http://127.0.0.1:8800/callback';

/** What the provider sends the browser back with. */
async function allow(url: string): Promise<URLSearchParams> {
  const { headers } = await fetch(url, { redirect: 'manual' });
  const back = new URL(headers.get('location') ?? '');
  expect(back.href.startsWith(`${redirectUri}?`)).toBe(true);
  return back.searchParams;
}

function pageOf(status: LoginStatus): string {
  return status.status === 'waiting' ? status.url : '';
}

async function endOf(logins: Logins, source: string): Promise<LoginStatus | undefined> {
  while (logins.statusOf(source)?.status === 'waiting') await sleep(5);
  return logins.statusOf(source);
}

test("a server's own address takes the code once, with its state, and the token is kept", async () => {
  const provider = await startProvider();
  const project = await createProviderProject(provider);
  using logins = openLogins(project.root);
  const begun = await logins.begin('shop', redirectUri);
  expect(begun).toMatchObject({ status: 'waiting', redirectUri, provider: new URL(provider.server.url).host });
  expect(JSON.stringify(begun)).not.toContain('verifier');
  const back = await allow(pageOf(begun));

  const forged = new URLSearchParams(back);
  forged.set('state', 'guessed');
  expect([logins.visit(forged), logins.visit(new URLSearchParams('code=stolen'))]).toEqual(['foreign', 'foreign']);
  expect(logins.statusOf('shop')?.status).toBe('waiting');
  expect(logins.visit(back)).toBe('taken');
  expect(await endOf(logins, 'shop')).toMatchObject({ status: 'signed-in', access: [{ isRenewable: true }] });
  expect(logins.visit(back)).toBe('foreign');
  const leaks = findSecrets(project.path('.dango'), provider.secrets);
  expect(leaks.filter((leak) => !leak.includes('/tokens/shop.json:'))).toEqual([]);
});

test('an attempt ends with the next one of its source, and with its cancelling', async () => {
  const provider = await startProvider();
  const project = await createProviderProject(provider);
  using logins = openLogins(project.root);
  const first = await allow(pageOf(await logins.begin('shop', redirectUri)));
  const second = await allow(pageOf(await logins.begin('shop', redirectUri)));
  expect(logins.visit(first)).toBe('foreign');
  logins.cancel('shop');
  expect(logins.statusOf('shop')).toBeUndefined();
  await expect.poll(() => logins.visit(second)).toBe('foreign');
  expect(provider.server.requests.map(({ path }) => path)).toEqual(['/authorize', '/authorize']);
});

test('the address that is registered by its port stays the one of the source, on this machine', async () => {
  const provider = await startProvider();
  const project = await createProviderProject(provider);
  const { port } = new URL((await startServer(() => ({}))).url);
  const taken = (await project.read('.dango/sources.yml')).replace(
    'client_id:',
    `redirect_port: ${port}\n        client_id:`,
  );
  await project.write('.dango/sources.yml', taken);
  using logins = openLogins(project.root);
  expect(await logins.begin('shop', redirectUri)).toMatchObject({
    status: 'failed',
    error: { message: expect.stringContaining(`Port ${port} on 127.0.0.1 cannot be used`) },
  });
  // A browser on another machine cannot reach that port.
  const elsewhere = 'http://192.168.7.7:8800/callback';
  expect(await logins.begin('shop', elsewhere)).toMatchObject({ status: 'waiting', redirectUri: elsewhere });
});

test('a provider that says no, and a source without consent, are told', async () => {
  const provider = await startProvider();
  const project = await createProviderProject(provider, 'too-much');
  using logins = openLogins(project.root);
  expect(logins.visit(await allow(pageOf(await logins.begin('shop', redirectUri))))).toBe('refused');
  expect(await endOf(logins, 'shop')).toMatchObject({
    status: 'failed',
    error: { message: expect.stringContaining('It says: invalid_scope') },
  });
  expect(await logins.begin('other', redirectUri)).toMatchObject({ status: 'failed', error: { code: 'name-unknown' } });
});
