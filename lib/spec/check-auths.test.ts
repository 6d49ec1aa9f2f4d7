import { expect, test } from 'vitest';
import { validateSources } from './validate-sources.ts';

/** Key path and message of every finding in a source with this `auth`, at the source or at a resource. */
function findings(auth: string, where: 'source' | 'resource' = 'source'): string[] {
  const own = where === 'resource' ? `, auth: ${auth}` : '';
  const text = `sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: https://x.test
      ${where === 'source' ? `auth: ${auth}` : ''}
      resources: [{name: a${own}}]
`;
  const { issues } = validateSources(text, '.dango/sources.yml');
  return issues.map(({ keyPath, message }) => `${keyPath?.replace('sources[0].rest_api.', '')}: ${message}`);
}

const client = 'access_token_url: https://x.test/token, client_id: a';

test.each([
  '{ type: bearer, token: t, prefix: "" }',
  '{ type: api_key, api_key: k, name: sid, location: cookie }',
  `{ type: oauth2_client_credentials, ${client}, client_secret: s, scopes: [a, b], audience: x }`,
  `{ type: oauth2_refresh_token, ${client}, refresh_token: r, client_secret: s, client_authentication: basic }`,
  `{ type: oauth2_password, ${client}, username: u, password: p, access_token_request_format: json }`,
  `{ type: oauth2_authorization_code, ${client}, authorization_url: https://x.test/allow, redirect_port: 8765 }`,
  '{ type: login, url: /login, json: { user: u, password: p }, token_path: token, name: X-Session, renew_on: [401, 419] }',
])('%s is good for a source and for a resource', (auth) => {
  expect(findings(auth)).toEqual([]);
  expect(findings(auth, 'resource')).toEqual([]);
});

test('a resource may say none, a source need not', () => {
  expect(findings('none', 'resource')).toEqual([]);
  expect(findings('{ type: none }', 'resource')).toEqual([]);
  expect(findings('none')).toEqual(['auth: Expected a mapping, got a text']);
});

test('a key in the body needs a POST', () => {
  const auth = '{ type: api_key, api_key: k, name: k, location: body }';
  const message = 'Resource "a" sends its key in the body, which a GET request does not have';
  expect(findings(auth)).toEqual([`resources[0].name: ${message}`]);
  expect(findings(`${auth}, method: GET`, 'resource')).toEqual([`resources[0].method: ${message}`]);
  expect(findings(`${auth}, method: POST`, 'resource')).toEqual([]);
});

test.each([
  [
    '{ type: login, url: /l, token_path: t, json: {a: b}, form: {a: b} }',
    'auth.form: The login has both json and form, but a request has one body',
  ],
  [
    '{ type: login, url: /l, token_path: t, json: {a: b}, method: GET }',
    'auth.json: The login has a body, which a GET request does not send',
  ],
  [
    '{ type: login, url: /l, token_path: t, password: p }',
    'auth.password: The login has a password, but no username to send it with',
  ],
  [
    `{ type: oauth2_refresh_token, ${client}, refresh_token: r, client_authentication: basic }`,
    'auth.client_authentication: HTTP Basic needs a client_secret',
  ],
  ['{ type: login, url: /l, token_path: "a[" }', expect.stringContaining('auth.token_path: ') as string],
  [
    '{ type: oauth2_password, access_token_url: /token, client_id: a, username: u, password: p }',
    'auth.access_token_url: Expected an absolute http:// or https:// URL, got the text "/token"',
  ],
  [
    `{ type: oauth2_authorization_code, ${client}, authorization_url: allow }`,
    'auth.authorization_url: Expected an absolute http:// or https:// URL, got the text "allow"',
  ],
])('%s is refused, wherever it stands', (auth, finding) => {
  expect(findings(auth)).toEqual([finding]);
  expect(findings(auth, 'resource')[0]).toMatch(/^resources\[0\]\.auth\./);
});
