import { expect, test } from 'vitest';
import { createOauthTokens } from './oauth-tokens.ts';

test('accepts a token until its lifetime and the grace of a minute are over', () => {
  let time = 0;
  const tokens = createOauthTokens(() => time);
  const token = tokens.issue(10);
  time = 69_999;
  expect(tokens.isValid(token)).toBe(true);
  time = 70_000;
  expect(tokens.isValid(token)).toBe(false);
});

test('knows only the tokens it gave out and has not revoked', () => {
  const tokens = createOauthTokens();
  const token = tokens.issue(10);
  expect([tokens.isValid(token), tokens.isValid('other')]).toEqual([true, false]);
  tokens.revokeAll();
  expect(tokens.isValid(token)).toBe(false);
});
