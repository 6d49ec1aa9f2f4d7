import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { credentials } from '../sample/api/access/credentials.ts';
import { startSampleApi, type SampleApi } from '../sample/api/start-sample-api.ts';
import { findSecrets, secretsIn } from './support/find-secrets.ts';
import { readWarehouse } from './support/read-warehouse.ts';
import { runCliHere } from './support/run-cli-here.ts';
import { syncJson } from './support/sync-json.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';
import { fingerprintWarehouse } from './support/warehouse-file.ts';

let api: SampleApi;
beforeAll(async () => {
  api = await startSampleApi();
});
afterAll(() => api.close());
beforeEach(() => api.clearRequests());

interface Kind {
  readonly name: string;
  /** Below `/auth/`. */
  readonly path: string;
  /** YAML of `auth`. */
  readonly auth: string;
}

const kinds: readonly Kind[] = [
  { name: 'by_bearer', path: 'bearer', auth: '{ type: bearer, token: "${TOKEN}" }' },
  { name: 'by_header', path: 'api-key-header', auth: '{ type: api_key, name: X-API-Key, api_key: "${KEY}" }' },
  {
    name: 'by_query',
    path: 'api-key-query',
    auth: '{ type: api_key, name: api_key, api_key: "${KEY}", location: query }',
  },
  { name: 'by_basic', path: 'basic', auth: '{ type: http_basic, username: "${USER_NAME}", password: "${PASSWORD}" }' },
  {
    name: 'by_oauth',
    path: 'oauth2',
    auth: '{ type: oauth2_client_credentials, access_token_url: "${API}/oauth/token", client_id: "${CLIENT_ID}", client_secret: "${CLIENT_SECRET}" }',
  },
];

function sourceYml({ name, path, auth }: Kind): string {
  return `  - name: ${name}
    type: rest_api
    rest_api:
      base_url: "\${API}/auth/${path}"
      auth: ${auth}
      resources:
        - name: products
          endpoint: /products
          pagination: offset
`;
}

function createProject(secrets: typeof goodSecrets): Promise<TempProject> {
  const lines = Object.entries(secrets).map(([name, value]) => `${name} = "${value}"\n`);
  return createTempProject({
    sourcesYml: `version: 1\nsources:\n${kinds.map(sourceYml).join('')}`,
    secretsToml: `[sources.rest_api]\n${lines.join('')}`,
    env: { API: api.url },
  });
}

const goodSecrets = {
  TOKEN: credentials.token as string,
  KEY: credentials.apiKey as string,
  USER_NAME: credentials.username as string,
  PASSWORD: credentials.password as string,
  CLIENT_ID: credentials.clientId as string,
  CLIENT_SECRET: credentials.clientSecret as string,
};

/** The secrets, and the tokens that the API gave out. */
function sentSecrets(secrets: typeof goodSecrets): readonly string[] {
  const headers = api.requests.map((request) => request.headers['authorization'] ?? '');
  const tokens = headers.flatMap((header) => /^Bearer (.+)$/u.exec(header)?.[1] ?? []);
  return [...new Set([...Object.values(secrets), ...tokens])];
}

test('every kind of authentication loads, and no secret is written or printed', async () => {
  const project = await createProject(goodSecrets);
  const { exitCode, stdout, stderr } = await runCliHere(project.root, ['sync', '--verbose']);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining('by_oauth: 2 tables') });
  for (const { name } of kinds) {
    const ids = await readWarehouse(project.root, `SELECT id FROM raw_${name}.products ORDER BY id`);
    expect(ids.map(({ id }) => id)).toEqual(api.shop.products.map(({ id }) => id));
  }
  const secrets = sentSecrets(goodSecrets);
  expect(secrets).toHaveLength(7);
  expect(secretsIn(stdout + stderr, secrets)).toEqual([]);
  expect(findSecrets(project.path('.dango'), secrets)).toEqual([]);
});

test('wrong credentials end with 1, say 401 in words and leave no warehouse behind', async () => {
  const wrong = Object.fromEntries(Object.keys(goodSecrets).map((name) => [name, `wrong-${name.toLowerCase()}-value`]));
  const secrets = { ...goodSecrets, ...wrong };
  const project = await createProject(secrets);
  const { exitCode, document, stderr } = await syncJson(project.root, ['--verbose']);
  expect(exitCode).toBe(1);
  expect(document).toMatchObject({ status: 'failed' });
  expect(document.runs.map(({ source }) => source)).toEqual(kinds.map(({ name }) => name));
  for (const { source, status, error } of document.runs) {
    expect({ source, status, error }).toEqual({
      source,
      status: 'failed',
      error: expect.objectContaining({
        code: 'http-status',
        message: expect.stringContaining('401 Unauthorized'),
        hint: expect.stringMatching(/auth|credentials|client_id/),
      }),
    });
  }
  expect(fingerprintWarehouse(project.root)).toBe('absent absent');
  expect(secretsIn(JSON.stringify(document) + stderr, sentSecrets(secrets))).toEqual([]);
  expect(findSecrets(project.path('.dango'), sentSecrets(secrets))).toEqual([]);
  expect(api.requests.every(({ status }) => status === 401)).toBe(true);
});

test('a token that was revoked in the middle is fetched anew', async () => {
  const project = await createProject(goodSecrets);
  const yml = await project.read('.dango/sources.yml');
  await project.write(
    '.dango/sources.yml',
    yml.replaceAll('pagination: offset', 'pagination: { type: offset, limit: 50 }'),
  );
  const second = api.hold(({ path, query }) => path === '/auth/oauth2/products' && query['offset'] === '50');
  const sync = syncJson(project.root, ['by_oauth']);
  await second.reached;
  api.revokeTokens();
  second.release();
  expect((await sync).resource('products')).toMatchObject({ status: 'succeeded', rows_loaded: 120 });
  expect(api.requests.filter(({ path }) => path === '/oauth/token')).toHaveLength(2);
});
