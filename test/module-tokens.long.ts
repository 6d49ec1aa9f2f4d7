import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findSecrets } from './support/find-secrets.ts';
import { startServer, type TestServer } from './support/start-server.ts';
import { syncJson } from './support/sync-json.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';

const module = `
import { oauth2RefreshToken, resource, RestClient, secret, source } from 'dango';

export const shop = source({
  params: { baseUrl: '', refreshToken: secret() },
  resources({ baseUrl, refreshToken }) {
    const auth = oauth2RefreshToken({ accessTokenUrl: baseUrl + '/token', clientId: 'dango', refreshToken });
    const client = new RestClient({ baseUrl, auth });
    return ['orders', 'users'].map((name) =>
      resource(name, { writeDisposition: 'replace' }, () => client.paginate('/' + name)),
    );
  },
});
`;

/** Gives a new refresh token for each, and takes none twice. */
async function startApi(): Promise<{ readonly server: TestServer; readonly spent: string[]; answers: number }> {
  const api = { spent: [] as string[], answers: 200 };
  const server = await startServer(({ path, body, headers }) => {
    if (path === '/token') {
      const token = new URLSearchParams(body).get('refresh_token') ?? '';
      if (token !== `refresh-token-${api.spent.length}` || api.answers !== 200) return { status: 400, body };
      api.spent.push(token);
      const [access, refresh] = ['access', 'refresh'].map((kind) => `${kind}-token-${api.spent.length}`);
      return { json: { access_token: access, refresh_token: refresh, expires_in: 3600 } };
    }
    const isGood = headers['authorization'] === `Bearer access-token-${api.spent.length}`;
    return { status: isGood ? 200 : 401, json: [{ id: 1 }] };
  });
  return Object.assign(api, { server });
}

function createProject(url: string): Promise<TempProject> {
  return createTempProject({
    sourcesYml: `sources:
  - name: shop
    type: dlt_native
    dlt_native: { source_module: custom_sources.shop, function_kwargs: { base_url: "${url}" } }
`,
    secretsToml: '[sources.shop]\nrefresh_token = "refresh-token-0"\n',
    customSources: { shop: module },
  });
}

const tokenFile = (project: TempProject): string => readFileSync(project.path('.dango/tokens/shop.json'), 'utf8');

test('a refresh token that a module gets is kept for its next sync, and seen nowhere else', async () => {
  const api = await startApi();
  const project = await createProject(api.server.url);
  expect((await syncJson(project.root, ['shop'])).exitCode).toBe(0);
  expect(tokenFile(project)).toContain('refresh-token-1');
  // The kept access token is still good, so nothing is spent.
  expect((await syncJson(project.root, ['shop'])).exitCode).toBe(0);
  expect(api.spent).toHaveLength(1);
  api.spent.push('by somebody else');
  await project.write('.dango/tokens/shop.json', tokenFile(project).replace('refresh-token-1', 'refresh-token-2'));
  expect((await syncJson(project.root, ['shop'])).exitCode).toBe(0);
  expect(api.spent.at(-1)).toBe('refresh-token-2');
  const tokens = ['access-token', 'refresh-token'];
  const leaks = findSecrets(project.path('.dango'), tokens).filter((leak) => !leak.includes('/tokens/shop.json:'));
  expect(leaks).toEqual([]);
});

test('a renewal that fails leaves what is kept, and is told', async () => {
  const api = await startApi();
  const project = await createProject(api.server.url);
  await syncJson(project.root, ['shop']);
  const before = tokenFile(project);
  api.spent.push('revoked');
  const { exitCode, document } = await syncJson(project.root, ['shop']);
  expect(exitCode).toBe(1);
  expect(document.runs[0]?.resources.map(({ error }) => error?.message)).toEqual(
    Array.from({ length: 2 }, () => expect.stringContaining(`No access token from ${api.server.url}/token`) as unknown),
  );
  expect(tokenFile(project)).toBe(before);
});

test('user code that speaks of tokens itself is stopped', async () => {
  const api = await startApi();
  const project = await createProject(api.server.url);
  const lie = `import { writeSync } from 'node:fs';\nwriteSync(3, '{"type":"token-fetched","token":{"accessToken":1}}\\n');\n`;
  await project.write('custom_sources/shop.ts', lie + module);
  const { exitCode, document } = await syncJson(project.root, ['shop']);
  expect(exitCode).toBe(1);
  expect(JSON.stringify(document)).toContain('The module wrote to the channel of its process.');
});
