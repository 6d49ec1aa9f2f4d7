import { describe, expect, test } from 'vitest';
import { DangoError } from '../../lib/errors/dango-error.ts';
import { interpolateSource } from '../../lib/project/interpolate-source.ts';
import { parseToml } from '../../lib/project/parse-toml.ts';
import { validateSources } from '../../lib/spec/validate-sources.ts';
import type { UsableSource } from '../../lib/project/require-source.ts';
import { dltSourcesYml, faultsOf } from './run-dlt-config.ts';

const base_url = 'https://api.example.com';
const configOf = (auth: unknown) => ({ client: { base_url, auth }, resources: ['posts'] });

/** The `auth` block that is sent with, once its values are looked up. */
function authOf(auth: unknown, environment: Record<string, string> = {}, toml = ''): unknown {
  const { entries, issues } = validateSources(dltSourcesYml(configOf(auth)), 'sources.yml');
  expect(issues).toEqual([]);
  const entry = entries[0];
  if (entry?.spec === undefined) throw new Error('The configuration of the test has no source.');
  const usable: UsableSource = { ...entry, type: 'rest_api', spec: entry.spec };
  const { spec } = interpolateSource(usable, { environment, dotEnv: {}, secrets: parseToml(toml, 'secrets.toml') });
  return spec.type === 'rest_api' ? spec.rest_api.auth : undefined;
}

function failure(auth: unknown): string {
  try {
    authOf(auth);
    return '';
  } catch (error) {
    if (!DangoError.is(error)) throw error;
    return error.message;
  }
}

describe('auth', () => {
  describe('G-AU1 a word alone takes its values from the sections of credentials', () => {
    test.each([
      'SOURCES__REST_API__MOCK__CREDENTIALS',
      'SOURCES__REST_API__CREDENTIALS',
      'SOURCES__MOCK__CREDENTIALS',
      'SOURCES__CREDENTIALS',
      'CREDENTIALS',
    ])('%s', (section) => {
      const of = (values: Record<string, string>) =>
        Object.fromEntries(Object.entries(values).map(([name, value]) => [`${section}__${name}`, value]));
      expect(authOf('bearer', of({ TOKEN: 't' }))).toEqual({ type: 'bearer', token: 't' });
      expect(authOf('api_key', of({ API_KEY: 'k' }))).toEqual({ type: 'api_key', name: 'Authorization', api_key: 'k' });
      expect(authOf('http_basic', of({ USERNAME: 'u', PASSWORD: 'p' }))).toEqual({
        type: 'http_basic',
        username: 'u',
        password: 'p',
      });
      const client = { ACCESS_TOKEN_URL: 'https://a.b/token', CLIENT_ID: 'i', CLIENT_SECRET: 's' };
      expect(authOf('oauth2_client_credentials', of(client))).toEqual({
        type: 'oauth2_client_credentials',
        access_token_url: 'https://a.b/token',
        client_id: 'i',
        client_secret: 's',
      });
    });
  });

  test('secrets.toml has the same sections, the longest first', () => {
    const toml =
      '[credentials]\ntoken = "c"\n[sources.rest_api.credentials]\ntoken = "b"\n[sources.rest_api.mock.credentials]\ntoken = "a"\n';
    expect(authOf('bearer', {}, toml)).toMatchObject({ token: 'a' });
    expect(authOf('bearer', {}, toml.slice(0, toml.indexOf('[sources.rest_api.mock')))).toMatchObject({ token: 'b' });
  });

  test('G-AU2 what is written stays, what is missing is looked up', () => {
    const values = {
      CREDENTIALS__NAME: 'session-cookie',
      CREDENTIALS__PASSWORD: 'p',
      CREDENTIALS__CLIENT_SECRET: 's',
      CREDENTIALS__TOKEN: 'other',
    };
    expect(authOf({ type: 'bearer', token: 'mine' }, values)).toMatchObject({ token: 'mine' });
    expect(authOf({ type: 'api_key', api_key: 'k', location: 'cookie' }, values)).toEqual({
      type: 'api_key',
      name: 'session-cookie',
      api_key: 'k',
      location: 'cookie',
    });
    expect(authOf({ type: 'http_basic', username: 'u' }, values)).toEqual({
      type: 'http_basic',
      username: 'u',
      password: 'p',
    });
    const client = {
      type: 'oauth2_client_credentials',
      access_token_url: 'https://a.b',
      client_id: 'i',
      default_token_expiration: 60,
    };
    expect(authOf(client, values)).toMatchObject({ client_secret: 's', default_token_expiration: 60 });
  });

  test('G-AU3 (differs) what is written counts, whatever the places of secrets say', () => {
    const given = { type: 'api_key', name: 'x-mine', api_key: 'k', location: 'param' };
    expect(authOf(given, { CREDENTIALS__NAME: 'other' })).toEqual(given);
  });

  test('G-AU4 a token alone is a bearer token', () => {
    expect(authOf({ token: 'secret' })).toEqual({ type: 'bearer', token: 'secret' });
  });

  test('G-AU5 an unknown type tells those that there are', () => {
    for (const auth of ['non_existing_method', { type: 'non_existing_method' }]) {
      expect(faultsOf(configOf(auth)).join(' ')).toMatch(
        'Expected one of "bearer", "api_key", "http_basic", "oauth2_client_credentials"',
      );
    }
  });

  test('G-AU6 what is no auth at all is refused', () => {
    for (const auth of [5, [], true]) expect(faultsOf(configOf(auth)).join(' ')).toMatch(/^client\.auth: Expected/);
  });

  test('G-AU7 (differs) no secret is shown, not even in part', () => {
    const secret = 'sensitive-secret';
    const wrong = [
      { type: 'bearer', token: secret, location: 'header' },
      { type: 'api_key', api_key: [secret] },
      { type: 'http_basic', username: secret, password: { a: secret } },
      { type: 'oauth2_client_credentials', client_secret: secret, client_id: [secret], access_token: secret },
    ];
    for (const auth of wrong) {
      const told = faultsOf(configOf(auth)).join(' ');
      expect(told).not.toBe('');
      expect(told).not.toContain(secret);
    }
  });

  test('G-I3 a key that is nowhere is missing, and every place is named', () => {
    for (const auth of ['api_key', { type: 'api_key', location: 'header' }]) {
      expect(failure(auth)).toMatch(
        /"credentials\.api_key" has no value.*client\.auth.*environment variable SOURCES__REST_API__MOCK__CREDENTIALS__API_KEY/s,
      );
      expect(failure(auth)).toMatch('.dlt/secrets.toml [sources.rest_api.mock.credentials] api_key');
    }
  });
});
