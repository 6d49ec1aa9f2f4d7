import { expect, test } from 'vitest';
import type { OAuthAccess } from '../../lib/index.ts';
import { tokenWords } from './token-words.ts';

const now = Date.parse('2026-05-04T12:00:00Z');
const access = (type: OAuthAccess['type'], token?: Partial<NonNullable<OAuthAccess['token']>>): OAuthAccess => ({
  type,
  at: undefined,
  provider: 'login.test',
  isLasting: type === 'oauth2_authorization_code' || type === 'oauth2_refresh_token',
  token:
    token === undefined
      ? undefined
      : { obtainedAt: '2026-05-04T11:00:00Z', expiresAt: undefined, isRenewable: false, ...token },
});

test('a person is asked to act only where nothing else brings a token', () => {
  const tones = [
    access('oauth2_client_credentials'),
    access('oauth2_refresh_token'),
    access('oauth2_authorization_code'),
    access('oauth2_authorization_code', {}),
    access('oauth2_authorization_code', { expiresAt: '2026-05-04T13:00:00Z' }),
    access('oauth2_authorization_code', { expiresAt: '2026-05-04T11:30:00Z', isRenewable: true }),
    access('oauth2_authorization_code', { expiresAt: '2026-05-04T11:30:00Z' }),
    access('oauth2_refresh_token', { expiresAt: '2026-05-04T11:30:00Z' }),
  ].map((one) => tokenWords(one, now).tone);
  expect(tones).toEqual(['quiet', 'quiet', 'act', 'good', 'good', 'good', 'act', 'good']);
});

test('what ran out and cannot be renewed says so', () => {
  expect(tokenWords(access('oauth2_authorization_code', { expiresAt: '2026-05-04T11:30:00Z' }), now).text).toMatch(
    /^The access ran out on May 4, 2026, .*Connect again\.$/,
  );
});
