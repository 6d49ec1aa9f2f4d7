import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { readSessionKey } from './session-key.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dango-key-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const tokenFile = (): string => join(root, '.dango', 'cache', 'ui-token');

test('the token stays the same over restarts, in a file that only its owner reads', () => {
  const { token } = readSessionKey(root, undefined);
  expect(token).toMatch(/^[\w-]{32}$/);
  expect(readSessionKey(root, undefined).token).toBe(token);
  expect(readFileSync(tokenFile(), 'utf8')).toBe(`${token}\n`);
  expect(statSync(tokenFile()).mode & 0o777).toBe(0o600);
});

test.each(['', 'short\n', `${'x'.repeat(40)} ;\n`])('a file that holds %j is no token, and is replaced', (text) => {
  const before = readSessionKey(root, undefined).token;
  writeFileSync(tokenFile(), text);
  const { token } = readSessionKey(root, undefined);
  expect(token).toMatch(/^[\w-]{32}$/);
  expect(token).not.toBe(before);
});

test('the token opens, the password too where there is one, and nothing else', () => {
  const open = readSessionKey(root, undefined);
  expect([open.opensWith(open.token), open.opensWith(''), open.opensWith(`${open.token}x`)]).toEqual([
    true,
    false,
    false,
  ]);
  const guarded = readSessionKey(root, 'correct horse');
  expect([guarded.opensWith('correct horse'), guarded.opensWith('correct hors'), guarded.opensWith('')]).toEqual([
    true,
    false,
    false,
  ]);
});

test('the session is found among other cookies, under its own name only', () => {
  const { cookieName, token, isIn } = readSessionKey(root, undefined);
  expect(isIn(`a=b; ${cookieName}=${token}; c=d`)).toBe(true);
  expect([undefined, '', token, `other=${token}`, `${cookieName}=`, `${cookieName}=${token}x`].map(isIn)).toEqual(
    Array.from({ length: 6 }, () => false),
  );
});

test('projects have cookies of their own, because ports share them', () => {
  const other = mkdtempSync(join(tmpdir(), 'dango-key-'));
  try {
    expect(readSessionKey(other, undefined).cookieName).not.toBe(readSessionKey(root, undefined).cookieName);
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
});
