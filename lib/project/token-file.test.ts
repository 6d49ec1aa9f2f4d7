import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { startServer } from '../../test/support/start-server.ts';
import { createTempFolder } from '../../test/support/temp-project.ts';
import { deleteTokens, moveTokens, openTokenFile, type StoredToken } from './token-file.ts';

const token = (name: string): StoredToken => ({ accessToken: name, obtainedAtMs: 1, expiresAtMs: 2 });

async function tokensFolder(): Promise<string> {
  return join(await createTempFolder(), 'tokens');
}

test('only the owner can read the folder and the file, and git sees neither', async () => {
  const folder = await tokensFolder();
  const store = openTokenFile(folder, 'shop');
  expect(store.read('a')).toBeUndefined();
  await store.renew('a', () => Promise.resolve(token('first')), undefined);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'shop.json')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
});

test('each key has its token, and a renewal is given what is kept', async () => {
  const store = openTokenFile(await tokensFolder(), 'shop');
  await store.renew('a', () => Promise.resolve(token('first')), undefined);
  await store.renew('b', () => Promise.resolve(token('other')), undefined);
  const given: unknown[] = [];
  await store.renew('a', (kept) => Promise.resolve((given.push(kept), token('second'))), undefined);
  expect(given).toEqual([token('first')]);
  expect([store.read('a'), store.read('b')]).toEqual([token('second'), token('other')]);
  store.remove('b');
  expect([store.read('a'), store.read('b')]).toEqual([token('second'), undefined]);
});

test('a renewal that fails leaves the token and the lock as they were', async () => {
  const store = openTokenFile(await tokensFolder(), 'shop');
  await store.renew('a', () => Promise.resolve(token('first')), undefined);
  await expect(store.renew('a', () => Promise.reject(new Error('refused')), undefined)).rejects.toThrow('refused');
  expect(store.read('a')).toEqual(token('first'));
  await store.renew('a', () => Promise.resolve(token('second')), undefined);
});

test('a damaged file is told without quoting it', async () => {
  const folder = await tokensFolder();
  const store = openTokenFile(folder, 'shop');
  await store.renew('a', () => Promise.resolve(token('first')), undefined);
  writeFileSync(join(folder, 'shop.json'), '{"tokens": {"a": "secret-text"');
  expect(() => store.read('a')).toThrow('The file of this source in .dango/tokens is damaged');
});

test('tokens move with the name of a source and go with the source', async () => {
  const folder = await tokensFolder();
  await openTokenFile(folder, 'shop').renew('a', () => Promise.resolve(token('first')), undefined);
  moveTokens(folder, 'shop', 'store');
  expect(openTokenFile(folder, 'store').read('a')).toEqual(token('first'));
  deleteTokens(folder, 'store');
  expect(existsSync(join(folder, 'store.json'))).toBe(false);
});

/** Spends the refresh token that is kept, as a process of its own. */
const spender = (folder: string, url: string): string => `
import { openTokenFile } from ${JSON.stringify(join(import.meta.dirname, 'token-file.ts'))};
const store = openTokenFile(${JSON.stringify(folder)}, 'shop');
for (let turn = 0; turn < 5; turn++) {
  await store.renew('a', async (kept) => {
    const response = await fetch(${JSON.stringify(url)} + '/' + kept.refreshToken);
    if (!response.ok) throw new Error('spent twice: ' + kept.refreshToken);
    return { ...kept, refreshToken: await response.text() };
  });
}
`;

test('processes take turns, so that no refresh token is spent twice', async () => {
  const folder = await tokensFolder();
  const spent: string[] = [];
  await using server = await startServer(({ path }) => {
    const isNewest = path === `/refresh-${spent.length}`;
    if (isNewest) spent.push(path);
    return { status: isNewest ? 200 : 400, body: `refresh-${spent.length}` };
  });
  const first = { ...token('access'), refreshToken: 'refresh-0' };
  await openTokenFile(folder, 'shop').renew('a', () => Promise.resolve(first), undefined);
  const errors = await Promise.all(
    [1, 2, 3].map(async () => {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', spender(folder, server.url)]);
      const [error] = await Promise.all([text(child.stderr), once(child, 'close')]);
      return error;
    }),
  );
  expect(errors).toEqual(['', '', '']);
  expect(spent).toHaveLength(15);
  expect(openTokenFile(folder, 'shop').read('a')?.refreshToken).toBe('refresh-15');
});

test('a process that died in the middle of a renewal does not block the others', async () => {
  const folder = await tokensFolder();
  const store = openTokenFile(folder, 'shop');
  await store.renew('a', () => Promise.resolve(token('first')), undefined);
  const holder = `
import { openTokenFile } from ${JSON.stringify(join(import.meta.dirname, 'token-file.ts'))};
const store = openTokenFile(${JSON.stringify(folder)}, 'shop');
await store.renew('a', () => new Promise(() => { console.log('held'); setInterval(() => {}, 1000); }));
`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', holder]);
  await once(child.stdout, 'data');
  const closed = once(child, 'close');
  const waiting = store.renew('a', () => Promise.resolve(token('second')), undefined);
  child.kill('SIGKILL');
  await closed;
  expect(await waiting).toEqual(token('second'));
});

test('waiting for another renewal ends with its signal', async () => {
  const store = openTokenFile(await tokensFolder(), 'shop');
  const { promise, resolve } = Promise.withResolvers<StoredToken>();
  const holding = store.renew('a', () => promise, undefined);
  const controller = new AbortController();
  const waiting = store.renew('a', () => Promise.resolve(token('never')), controller.signal);
  controller.abort(new Error('cancelled'));
  await expect(waiting).rejects.toThrow('cancelled');
  resolve(token('held'));
  expect(await holding).toEqual(token('held'));
});
