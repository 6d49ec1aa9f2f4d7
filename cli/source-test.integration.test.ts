import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runCliHere } from '../test/support/run-cli-here.ts';
import { runCli } from '../test/support/run-cli.ts';
import { startServer, type TestServer } from '../test/support/start-server.ts';
import { createTempProject } from '../test/support/temp-project.ts';

const token = 'token-of-the-shop';

/** Two pages of items and a document of each, behind a token that is fetched by a login. */
async function startShop(): Promise<TestServer> {
  return await startServer(({ method, path, query, headers }) => {
    if (path === '/login') return method === 'POST' ? { json: { token } } : { status: 405 };
    if (headers['authorization'] !== `Bearer ${token}`) {
      return { status: 401, headers: { 'www-authenticate': 'Bearer realm="shop"' }, json: { error: 'no token' } };
    }
    if (path === '/items') {
      const page = Number(query['page'] ?? 1);
      const data = [{ id: page * 2 - 1 }, { id: page * 2 }];
      return { json: { data, next: page < 2 ? `/items?page=${page + 1}` : null } };
    }
    return { json: { name: `item ${path.split('/').at(-1)}` } };
  });
}

const sourcesYml = (url: string, auth: string): string => `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${url}
      auth: ${auth}
      resources:
        - { name: details, endpoint: "/items/{resources.items.id}" }
        - { name: items, endpoint: /items, data_selector: data, pagination: { type: json_link, next_url_path: next } }
`;

const login = '{ type: login, url: /login, username: ada, password: "${PASSWORD}", token_path: token }';
const secretsToml = 'PASSWORD = "password-of-ada"\n';

describe('dango source test', () => {
  test('sends one request of a resource, and says how the credentials were sent and what came of it', async () => {
    await using server = await startShop();
    const { root } = await createTempProject({ sourcesYml: sourcesYml(server.url, login), secretsToml });
    const { exitCode, stdout } = await runCliHere(root, ['source', 'test']);
    expect(exitCode).toBe(0);
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /login', 'GET /items']);
    expect(stdout.replace(/after \d+ ms/, 'after a while').split('\n')).toEqual([
      'shop  accepted',
      `  token       POST ${server.url}/login → 200`,
      `  request     GET ${server.url}/items`,
      '  answer      200 after a while',
      '              2 records; reads on: next',
      '  value       PASSWORD from .dlt/secrets.toml PASSWORD (top level)',
      '  result      The API answers 200. The credentials were sent as the header "authorization: Bearer ***".',
      '',
    ]);
  });

  test('pretends faults by their words, and says whether they were survived; exit code 1 where they were not', async () => {
    await using server = await startShop();
    const limited = `retry: { attempts: 2 }\n      auth: ${login}`;
    const yml = sourcesYml(server.url, login).replace(`auth: ${login}`, limited);
    const { root } = await createTempProject({ sourcesYml: yml, secretsToml });
    const items = ['source', 'test', 'shop', '--resource', 'items', '--pretend'];
    const good = await runCliHere(root, [...items, '429=1@items:2', '500@9']);
    expect(good.exitCode).toBe(0);
    expect(good.stdout.split('\n').filter((line) => line.includes('pretended'))).toEqual([
      'survived  pretended 429 with Retry-After: 1; answered at attempt 2, after 1 s of waiting',
      'unmet  pretended status 500; no request 9 was sent',
    ]);
    expect(server.requests.map(({ path }) => path)).toEqual(['/login', '/items', '/items']);
    const bad = await runCliHere(root, [...items, 'cutx9@1', '--json', '--pages', '1']);
    expect(bad.exitCode).toBe(1);
    expect(JSON.parse(bad.stdout)).toMatchObject({ status: 'failed', pretended: [{ standing: 'failed' }] });
    const wrong = await runCliHere(root, [...items, '429@zero']);
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain('--pretend does not know "429@zero"');
  });

  test('explains a refusal, with what the API asks for; exit code 1', async () => {
    await using server = await startShop();
    const wrong = '{ type: api_key, location: header, name: X-Key, api_key: "${PASSWORD}" }';
    const { root } = await createTempProject({ sourcesYml: sourcesYml(server.url, wrong), secretsToml });
    const { exitCode, stdout } = await runCli(root, ['source', 'test', 'shop', '--json']);
    expect(exitCode).toBe(1);
    expect(stdout).not.toContain('password-of-ada');
    const { tests } = JSON.parse(stdout) as { tests: readonly unknown[] };
    expect(tests).toMatchObject([
      {
        source: 'shop',
        verdict: 'refused',
        sentWith: ['the header "x-key: ***"'],
        message:
          'The API answers 401: it wants other credentials. The credentials were sent as the header "x-key: ***".',
        hint: expect.stringContaining('It asks for: Bearer realm="shop".') as string,
        secrets: [{ name: 'PASSWORD', status: 'set', origin: '.dlt/secrets.toml PASSWORD (top level)' }],
        exchange: { status: 401, number: 1 },
      },
    ]);
    expect(server.requests).toHaveLength(1);
  });

  test('tells a value that is missing as missing', async () => {
    const { root } = await createTempProject({ sourcesYml: sourcesYml('http://127.0.0.1:1', login) });
    const { exitCode, stdout } = await runCliHere(root, ['source', 'test']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('value       PASSWORD is missing\n');
  });

  test('replays the recording of a load without a request, and says what the recording does not have', async () => {
    const server = await startShop();
    const project = await createTempProject({ sourcesYml: sourcesYml(server.url, login), secretsToml });
    expect(await runCliHere(project.root, ['sync'])).toMatchObject({ exitCode: 0 });
    const [loadId = ''] = readdirSync(project.path('.dango/loads'));
    await server[Symbol.asyncDispose]();

    const { exitCode, stdout } = await runCliHere(project.root, [
      'source',
      'test',
      'shop',
      '--replay',
      loadId,
      '--json',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'succeeded',
      exchanges: 6,
      resources: [
        { name: 'details', rows_loaded: 4 },
        { name: 'items', rows_loaded: 4, pages: 2 },
      ],
    });
    expect(exitCode).toBe(0);

    await project.write(
      '.dango/sources.yml',
      sourcesYml(server.url, login).replace('endpoint: /items,', 'endpoint: /things,'),
    );
    const changed = await runCliHere(project.root, ['source', 'test', 'shop', '--replay', loadId]);
    expect(changed.exitCode).toBe(1);
    expect(changed.stdout.split(`The recording has no request GET ${server.url}/things, or not so often.`)).toEqual([
      expect.stringMatching(/items  failed: $/),
      expect.any(String),
    ]);
    const unknown = await runCliHere(project.root, ['source', 'test', 'shop', '--replay', '1795748538.953045']);
    expect(unknown.stdout).toContain('error: There is no recording of a load "1795748538.953045".');
  });
});
