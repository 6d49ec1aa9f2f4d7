import { createHmac, createVerify, generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { awsSignature, hmacSignature } from '../custom_sources/signing.ts';
import { apiKey, oauth2Jwt, RestClient, type Authenticator, type UnsignedRequest } from '../lib/sdk/dango.ts';
import { findSecrets } from './support/find-secrets.ts';
import { startServer } from './support/start-server.ts';
import { syncJson } from './support/sync-json.ts';
import { createTempProject } from './support/temp-project.ts';

const signingModule = new URL('../custom_sources/signing.ts', import.meta.url);

/** Signs a request as the client would, at a given time. */
async function sign(
  auth: Authenticator,
  request: Pick<UnsignedRequest, 'method' | 'headers' | 'body'> & { readonly address: string },
  at: string,
): Promise<Record<string, string>> {
  const { address, ...rest } = request;
  const unsigned = { ...rest, url: new URL(address) };
  const send = () => Promise.reject(new Error('nothing is to be sent'));
  await auth.apply(unsigned, { now: () => Date.parse(at), send });
  return unsigned.headers;
}

const aws = awsSignature({
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  service: 'service',
});

// The vectors that AWS publishes with the description of Signature Version 4.
test.each([
  ['https://example.amazonaws.com/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'https://example.amazonaws.com/?Param2=value2&Param1=value1',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
])('AWS Signature Version 4 of GET %s', async (address, signature) => {
  const headers = await sign(aws, { method: 'GET', headers: {}, body: undefined, address }, '2015-08-30T12:36:00Z');
  expect(headers).toEqual({
    'x-amz-date': '20150830T123600Z',
    authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  });
});

test('the signer sees the request as it goes over the wire, each time that it is sent', async () => {
  const key = 'hmac-secret-key';
  const times: string[] = [];
  await using server = await startServer(({ method, url, body, headers }) => {
    const time = headers['x-timestamp'] ?? '';
    times.push(time);
    const text = `${time}\n${method}\n${url.pathname}${url.search}\n${body}`;
    const isGood = headers['x-signature'] === createHmac('sha256', key).update(text).digest('hex');
    if (times.length === 1) return { status: 503, headers: { 'retry-after': '1' } };
    return { status: isGood ? 200 : 401, json: { isGood } };
  });
  const client = new RestClient({ baseUrl: server.url, auth: hmacSignature({ keyId: 'k', key }) });
  await client.post('/pay ments', { params: { q: 'a b&c' }, json: { amount: 1.5, text: 'é' } });
  await client.get('/x');
  expect(times).toHaveLength(3);
  expect(Number(times[1])).toBeGreaterThan(Number(times[0]));
});

test('a module signs its requests, and neither key nor rows show the key', async () => {
  const key = 'module-secret-key';
  await using server = await startServer(({ headers, path }) => {
    const text = `${headers['x-timestamp']}\nGET\n${path}\n`;
    const isGood = headers['x-signature'] === createHmac('sha256', key).update(text).digest('hex');
    return { status: isGood ? 200 : 401, json: [{ id: 1 }] };
  });
  const project = await createTempProject({
    sourcesYml: `sources:
  - name: payments
    type: dlt_native
    dlt_native: { source_module: custom_sources.payments, function_kwargs: { base_url: "${server.url}" } }
`,
    secretsToml: `[sources.payments]\nkey = "${key}"\n`,
    customSources: { payments: await readFile(signingModule, 'utf8') },
  });
  const sync = await syncJson(project.root, ['payments']);
  expect(sync.resource('payments')).toMatchObject({ status: 'succeeded', rows_loaded: 1 });
  expect(findSecrets(project.path('.dango'), [key])).toEqual([]);
});

test('a signed assertion gives a token, as a service account asks for one', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const seen: unknown[] = [];
  await using server = await startServer(({ path, body, headers }) => {
    if (path !== '/token') return { status: headers['authorization'] === 'Bearer test-token' ? 200 : 401, json: [] };
    const form = new URLSearchParams(body);
    const [header = '', payload = '', signature = ''] = (form.get('assertion') ?? '').split('.');
    const isSigned = createVerify('sha256').update(`${header}.${payload}`).verify(publicKey, signature, 'base64url');
    seen.push([...form.keys()], form.get('grant_type'), isSigned, decode(header), decode(payload));
    return { json: { access_token: 'test-token', expires_in: 3600 } };
  });
  const auth = oauth2Jwt({
    accessTokenUrl: `${server.url}/token`,
    clientId: 'robot@project',
    // As it often stands in an environment variable.
    privateKey: privateKey.replaceAll('\n', String.raw`\n`),
    scopes: ['read', 'write'],
    claims: { sub: 'person@project' },
    header: { kid: 'key-1' },
  });
  await new RestClient({ baseUrl: server.url, auth }).get('/rows');
  expect(seen).toEqual([
    ['grant_type', 'client_id', 'assertion'],
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
    true,
    { alg: 'RS256', typ: 'JWT', kid: 'key-1' },
    {
      iss: 'robot@project',
      sub: 'person@project',
      aud: `${server.url}/token`,
      iat: expect.any(Number),
      exp: expect.any(Number),
      scope: 'read write',
    },
  ]);
});

function decode(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}

test('a private key that cannot be read is not quoted', () => {
  const options = { accessTokenUrl: 'https://x.test/token', clientId: 'a', privateKey: 'not-a-key-but-secret' };
  expect(() => oauth2Jwt(options)).toThrow(
    expect.objectContaining({ code: 'config-invalid', message: 'The private key cannot be read' }) as Error,
  );
});

test('one call may use other credentials than its client, or none', async () => {
  await using server = await startServer(({ headers }) => ({
    json: [{ id: 1, sent: `${headers['x-a']} ${headers['x-b']}` }],
  }));
  const key = (name: string) => apiKey({ name, apiKey: `key-${name}`, location: 'header' });
  const client = new RestClient({ baseUrl: server.url, auth: key('x-a') });
  const sent: string[] = [];
  for (const auth of [undefined, key('x-b'), null]) {
    const [row] = (await client.get('/x', { auth })).json<{ sent: string }[]>();
    const pages = await Array.fromAsync(client.paginate<{ sent: string }>('/x', { auth }));
    sent.push(row?.sent ?? '', pages.flat()[0]?.sent ?? '');
  }
  expect(sent).toEqual([
    'key-x-a undefined',
    'key-x-a undefined',
    'undefined key-x-b',
    'undefined key-x-b',
    'undefined undefined',
    'undefined undefined',
  ]);
});
