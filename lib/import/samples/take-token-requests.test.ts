import { expect, test } from 'vitest';
import { readCurl } from '../curl/read-curl.ts';

const orders = `curl https://api.x.test/orders -H "Authorization: Bearer`;

test.each([
  [
    'fields',
    '-d grant_type=client_credentials -d client_id=c-1 -d client_secret=s-1234 -d scope="a b" -d resource=r',
    {
      type: 'oauth2_client_credentials',
      access_token_url: 'https://id.x.test/token',
      client_id: 'c-1',
      client_secret: '${X_CLIENT_SECRET}',
      scopes: ['a', 'b'],
      access_token_request_data: { resource: 'r' },
    },
  ],
  [
    'HTTP Basic',
    '-u c-1:s-1234 -d grant_type=client_credentials',
    { client_id: 'c-1', client_secret: '${X_CLIENT_SECRET}', client_authentication: 'basic' },
  ],
  [
    'JSON',
    `--json '{"grant_type":"client_credentials","client_id":"c-1","client_secret":"s-1234","audience":"y"}'`,
    { audience: 'y', access_token_request_format: 'json' },
  ],
  [
    'a password',
    '-d grant_type=password -d client_id=c-1 -d username=u -d password=p-1234',
    { type: 'oauth2_password', password: '${X_PASSWORD}' },
  ],
  [
    'a refresh token',
    '-d grant_type=refresh_token -d client_id=c-1 -d refresh_token=r-1234',
    { type: 'oauth2_refresh_token', refresh_token: '${X_REFRESH_TOKEN}' },
  ],
])('a token request with %s becomes the auth of what uses the token', (_title, options, auth) => {
  const proposal = readCurl(`curl -X POST https://id.x.test/token ${options}\n${orders} eyJ.old.token"`);
  expect(proposal.settings.auth?.value).toMatchObject(auth);
  expect(proposal.resources.map(({ id }) => id)).toEqual(['GET /orders']);
  expect(proposal.secrets.map(({ value }) => value)).not.toContain('eyJ.old.token');
  const { secrets: _secrets, ...shown } = proposal;
  expect(JSON.stringify(shown)).not.toMatch(/[spr]-1234/);
});

test('a token that a variable catches is seen, and a request with other credentials keeps them', () => {
  const proposal =
    readCurl(`export TOKEN=$(curl -s https://id.x.test/token -d grant_type=client_credentials -d client_id=c -d client_secret=s-1 | jq -r .access_token)
${orders} $TOKEN"
curl https://api.x.test/users -H 'X-Api-Key: k-1234'`);
  expect(proposal.settings.auth?.value['type']).toBe('oauth2_client_credentials');
  expect(proposal.resources[1]?.settings.auth?.value).toMatchObject({ type: 'api_key' });
});

test('a token request alone reads nothing', () => {
  expect(() => readCurl('curl https://id.x.test/token -d grant_type=client_credentials -d client_id=c')).not.toThrow();
});
