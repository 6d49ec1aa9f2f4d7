import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findSecrets, secretsIn } from './support/find-secrets.ts';
import { runCliHere } from './support/run-cli-here.ts';
import { startServer, type ReceivedRequest, type TestServer } from './support/start-server.ts';
import { syncJson } from './support/sync-json.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';

const secrets = {
  TOKEN: 'bearer-token-value',
  KEY: 'cookie key+value/1',
  PASSWORD: 'pass "word" & more',
  CLIENT_SECRET: 'client/secret=value',
  REFRESH: 'refresh-token-0',
};

/** Whether a request carries what the path asks for. */
type Check = (request: ReceivedRequest, issued: Issued) => boolean;

/** Tokens in the order in which each kind was given out; sources that load at once take turns in no certain order. */
type Issued = Readonly<Record<'login' | 'password' | 'refresh', string[]>>;

const newest = (issued: readonly string[]): string => `Bearer ${issued.at(-1)}`;

const checks: Readonly<Record<string, Check>> = {
  '/by_source': ({ headers }) => headers['authorization'] === `Bearer ${secrets.TOKEN}`,
  '/by_prefix': ({ headers }) => headers['authorization'] === `Token token=${secrets.TOKEN}`,
  '/by_cookie': ({ headers }) => headers['cookie'] === `sid=${secrets.KEY}`,
  '/open': ({ headers }) => headers['authorization'] === undefined && headers['cookie'] === undefined,
  '/by_login': ({ headers }, issued) => issued.login.includes(headers['x-session'] ?? ''),
  '/by_password': ({ headers }, issued) => headers['authorization'] === newest(issued.password),
  '/by_refresh': ({ headers }, issued) => headers['authorization'] === newest(issued.refresh),
};

interface Api {
  readonly server: TestServer;
  readonly issued: Issued;
  readonly spent: string[];
}

/** Echoes everything that it is sent, gives tokens in odd places, and takes a refresh token only once. */
async function serveApi(): Promise<Api> {
  const issued: Issued = { login: [], password: [], refresh: [] };
  const spent: string[] = [];
  const issue = (kind: keyof Issued): string => {
    const token = `issued/${kind}+${issued[kind].length}`;
    issued[kind].push(token);
    return token;
  };
  const server = await startServer((request) => {
    const { path, body, headers } = request;
    if (path === '/login') {
      const isKnown = (JSON.parse(body) as { pin: string }).pin === secrets.PASSWORD;
      return isKnown ? { json: { data: [{ sid: issue('login') }] } } : { status: 403, body };
    }
    if (path === '/token') {
      const form = new URLSearchParams(body);
      const isClient = headers['authorization'] === `Basic ${btoa(`app:${secrets.CLIENT_SECRET}`)}`;
      const refresh = form.get('refresh_token');
      const isGood = refresh === null ? form.get('password') === secrets.PASSWORD : refresh === nextRefresh(spent);
      if (!isClient || !isGood) return { status: 400, json: { error: 'invalid_grant', echo: body } };
      if (refresh === null) return { json: { access_token: issue('password'), expires_in: '3600' } };
      spent.push(refresh);
      return { json: { access_token: issue('refresh'), expires_in: 3600, refresh_token: nextRefresh(spent) } };
    }
    const isGood = checks[path]?.(request, issued) ?? false;
    return { status: isGood ? 200 : 401, json: [{ id: 1, echo: JSON.stringify(headers) }] };
  });
  return { server, issued, spent };
}

const nextRefresh = (spent: readonly string[]): string => `refresh-token-${spent.length}`;

const sourcesYml = `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: "\${API}"
      auth: { type: bearer, token: "\${TOKEN}" }
      resources:
        - name: by_source
        - { name: by_prefix, auth: { type: bearer, token: "\${TOKEN}", prefix: "Token token=" } }
        - { name: by_cookie, auth: { type: api_key, name: sid, location: cookie, api_key: "\${KEY}" } }
        - { name: open, auth: none }
        - name: by_login
          auth:
            type: login
            url: /login
            json: { user: ann, pin: "\${PASSWORD}" }
            token_path: "data[0].sid"
            name: X-Session
  - name: by_password
    type: rest_api
    rest_api:
      base_url: "\${API}"
      auth:
        type: oauth2_password
        access_token_url: "\${API}/token"
        client_id: app
        client_secret: "\${CLIENT_SECRET}"
        client_authentication: basic
        username: ann
        password: "\${PASSWORD}"
      resources: [{ name: by_password }]
  - name: by_refresh
    type: rest_api
    rest_api:
      base_url: "\${API}"
      auth:
        type: oauth2_refresh_token
        access_token_url: "\${API}/token"
        client_id: app
        client_secret: "\${CLIENT_SECRET}"
        client_authentication: basic
        refresh_token: "\${REFRESH}"
      resources: [{ name: by_refresh }]
`;

function createProject({ server }: Api, values = secrets): Promise<TempProject> {
  const lines = Object.entries(values).map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`);
  return createTempProject({
    sourcesYml,
    secretsToml: `[sources.rest_api]\n${lines.join('')}`,
    env: { API: server.url },
  });
}

/** Files of the project that hold a secret, besides the one that is made to hold tokens. */
function leaks(project: TempProject, values: readonly string[]): readonly string[] {
  return findSecrets(project.path('.dango'), values).filter(
    (leak) => !leak.includes('/.dango/tokens/by_refresh.json:'),
  );
}

test('each resource is read with its own credentials, and no secret or token is written or printed', async () => {
  const api = await serveApi();
  const project = await createProject(api);
  const { exitCode, stdout, stderr } = await runCliHere(project.root, ['sync', '--verbose']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.any(String) });
  const logs = await runCliHere(project.root, ['runs', '--json']);
  const everything = [...Object.values(secrets), ...Object.values(api.issued).flat(), nextRefresh(api.spent)];
  expect(everything).toHaveLength(9);
  expect(secretsIn(stdout + stderr + logs.stdout, everything)).toEqual([]);
  expect(leaks(project, everything)).toEqual([]);
  expect(stderr).toContain('***');
});

test('what is refused is told without a secret, though the API repeats it', async () => {
  const api = await serveApi();
  const wrong = {
    TOKEN: 'wrong-bearer',
    KEY: 'wrong key',
    PASSWORD: 'wrong "pass"',
    CLIENT_SECRET: 'wrong/client',
    REFRESH: 'wrong-refresh',
  };
  const project = await createProject(api, wrong);
  const { exitCode, stdout, stderr } = await runCliHere(project.root, ['sync', '--verbose', '--json']);
  expect(exitCode).toBe(4);
  expect(stdout).toContain('No access token from /login: Request failed with status 403');
  expect(stdout).toContain('or get a new refresh_token');
  expect(secretsIn(stdout + stderr, Object.values(wrong))).toEqual([]);
  expect(leaks(project, Object.values(wrong))).toEqual([]);
});

test('a refresh token that is replaced is kept for the next sync, for the owner only', async () => {
  const api = await serveApi();
  const project = await createProject(api);
  for (const accepted of [1, 2]) {
    expect((await syncJson(project.root, ['by_refresh'])).exitCode).toBe(0);
    expect(api.spent).toHaveLength(accepted);
    // The access token is not good any more, so the next sync needs the refresh token that was kept.
    api.issued.refresh.push('revoked');
  }
  expect(api.spent).toEqual(['refresh-token-0', 'refresh-token-1']);
  expect(statSync(project.path('.dango/tokens/by_refresh.json')).mode & 0o777).toBe(0o600);
});

test('another first refresh token begins anew', async () => {
  const api = await serveApi();
  const project = await createProject(api);
  await syncJson(project.root, ['by_refresh']);
  const other = { ...secrets, REFRESH: 'somebody-else' };
  await project.write(
    '.dlt/secrets.toml',
    `[sources.rest_api]\n${Object.entries(other)
      .map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`)
      .join('')}`,
  );
  const { exitCode, document } = await syncJson(project.root, ['by_refresh']);
  expect(exitCode).toBe(1);
  expect(JSON.stringify(document)).toContain('invalid_grant');
  expect(api.server.requests.at(-1)?.body).toContain('refresh_token=somebody-else');
});
