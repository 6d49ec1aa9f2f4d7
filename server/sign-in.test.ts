import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { readSessionKey, type SessionKey } from './session-key.ts';
import { createSignIn } from './sign-in.ts';

let root = '';
let key: SessionKey;
let server: Server;
let url = '';
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'dango-sign-in-'));
  key = readSessionKey(root, undefined);
  const signIn = createSignIn(key);
  server = createServer((request, response) => void signIn(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
  rmSync(root, { recursive: true, force: true });
});

const send = (secret: string, next = '/'): Promise<Response> =>
  fetch(`${url}/sign-in`, { method: 'POST', body: new URLSearchParams({ secret, next }), redirect: 'manual' });

test('the right secret leads to where the visitor wanted to go', async () => {
  const answer = await send(key.token, '/data?dataset=a');
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/data?dataset=a']);
  expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
});

test('a wrong secret takes its time, gets no cookie, and is not shown again', async () => {
  const startedAt = performance.now();
  const answer = await send('a-wrong-guess');
  expect(performance.now() - startedAt).toBeGreaterThan(450);
  expect(answer.status).toBe(401);
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(await answer.text()).not.toContain('a-wrong-guess');
});

test('many guesses at once do not keep out whoever has the token', async () => {
  const ended: string[] = [];
  const note = (name: string) => (): void => void ended.push(name);
  const guesses = Array.from({ length: 8 }, () => send('wrong').then(note('guess')));
  const owner = send(key.token).then(note('owner'));
  await Promise.all([...guesses, owner]);
  expect(ended[0]).toBe('owner');
});

test('of many guesses at once, eight wait and the others are refused at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const startedAt = performance.now();
      const { status } = await send('wrong');
      return { status, ms: performance.now() - startedAt };
    }),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
  // What waited took at least the delay; nobody else had to.
  expect(answers.filter(({ ms }) => ms > 480).length).toBeLessThan(20);
});

test('a path to go to is text in the page, never markup', async () => {
  const page = await (await fetch(`${url}/sources?x="><script>alert(1)</script>`)).text();
  expect(page).not.toContain('<script');
});

test('a form that is too long is not read to its end', async () => {
  expect((await send(key.token + 'x'.repeat(10_000))).status).toBe(401);
});
