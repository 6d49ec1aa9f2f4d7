import { expect, test } from 'vitest';
import { findSecrets, secretsIn } from './support/find-secrets.ts';
import { readWarehouse } from './support/read-warehouse.ts';
import { runCliHere } from './support/run-cli-here.ts';
import { startServer, type ReceivedRequest, type ServerAnswer } from './support/start-server.ts';
import { createTempProject } from './support/temp-project.ts';

const secrets = {
  TOKEN: 'bearer-secret-1/a+b',
  KEY: 'api-key-secret-2 &?',
  USER_NAME: 'user-secret-3',
  PASSWORD: 'pass:word-secret-4 ü',
  CLIENT_ID: 'client-secret-5',
  CLIENT_SECRET: 'client-secret-6"\\',
};
/** Given out by the API, so that no file of the project knows it. */
const accessToken = 'access-token-secret-7';
const allSecrets = [...Object.values(secrets), accessToken];

/** An API that repeats everything that it is sent: in records, headers, errors, and the address of the next page. */
function answer({ path, url, headers, body }: ReceivedRequest): ServerAnswer {
  if (path === '/token') return { json: { access_token: accessToken, token_type: 'Bearer', expires_in: 3600, body } };
  const sent = { authorization: headers['authorization'] ?? '', address: url.href };
  const echo = { 'x-echo': encodeURI(JSON.stringify(sent)), 'set-cookie': `session=${encodeURIComponent(url.search)}` };
  if (path.endsWith('/moved')) return { status: 302, headers: { ...echo, location: `/all/items${url.search}` } };
  if (path.endsWith('/refused')) return { status: 400, headers: echo, json: { problem: sent } };
  const isLast = url.searchParams.has('page');
  const next = new URL(url);
  next.searchParams.set('page', '2');
  return { headers: echo, json: { items: [{ id: isLast ? 2 : 1, ...sent }], next: isLast ? null : next.href } };
}

const kinds = {
  bearer: '{ type: bearer, token: "${TOKEN}" }',
  api_key: '{ type: api_key, name: key, api_key: "${KEY}", location: query }',
  basic: '{ type: http_basic, username: "${USER_NAME}", password: "${PASSWORD}" }',
  oauth2:
    '{ type: oauth2_client_credentials, access_token_url: "${API}/token", client_id: "${CLIENT_ID}", client_secret: "${CLIENT_SECRET}" }',
};

function sourceYml([kind, auth]: readonly [kind: string, auth: string]): string {
  return `  - name: by_${kind}
    type: rest_api
    rest_api:
      base_url: "\${API}/all"
      auth: ${auth}
      resources:
        - { name: items, endpoint: /items, pagination: { type: json_link, next_url_path: next } }
        - { name: moved, endpoint: /moved, pagination: single_page }
        - { name: refused, endpoint: /refused }
`;
}

test('what an API repeats of the credentials, of any kind, is masked everywhere but in the rows', async () => {
  await using server = await startServer(answer);
  const lines = Object.entries(secrets).map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`);
  const project = await createTempProject({
    sourcesYml: `version: 1\nsources:\n${Object.entries(kinds).map(sourceYml).join('')}`,
    secretsToml: `[sources.rest_api]\n${lines.join('')}`,
    env: { API: server.url },
  });
  const { exitCode, stdout, stderr } = await runCliHere(project.root, ['sync', '--verbose']);
  expect(exitCode).toBe(4);
  expect(stderr.match(/400 Bad Request/g)?.length).toBeGreaterThanOrEqual(4);
  expect(secretsIn(stdout + stderr, allSecrets)).toEqual([]);
  expect(findSecrets(project.path('.dango'), allSecrets)).toEqual([]);
  const sent = await Promise.all(
    Object.keys(kinds).map((kind) => readWarehouse(project.root, `SELECT * FROM raw_by_${kind}.items ORDER BY id`)),
  );
  expect(sent.map((rows) => rows.map(({ id }) => id))).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
    [1, 2],
  ]);
  expect(sent[0]?.[0]).toMatchObject({ authorization: `Bearer ${secrets.TOKEN}` });
  expect(sent[1]?.[1]).toMatchObject({ address: expect.stringContaining('api-key-secret-2') });
  expect(sent[3]?.[0]).toMatchObject({ authorization: `Bearer ${accessToken}` });
});
