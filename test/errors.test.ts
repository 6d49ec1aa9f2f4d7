import { beforeAll, describe, expect, test } from 'vitest';
import { createFilledProject as createProject, runFailing, tokenOfProject } from './support/failing-project.ts';
import { lockWarehouse } from './support/lock-warehouse.ts';
import { countRows } from './support/read-warehouse.ts';
import { runCliHere } from './support/run-cli-here.ts';
import { runCli } from './support/run-cli.ts';
import { startServer, type TestServer } from './support/start-server.ts';
import { createTempProject, type TempProject, type TempProjectFiles } from './support/temp-project.ts';
import { fingerprintWarehouse } from './support/warehouse-file.ts';

const users = [
  { id: 1, name: 'Ada' },
  { id: 2, name: 'Grace' },
];

let server: TestServer;
beforeAll(async () => {
  server = await startServer(({ path, headers }) => {
    if (path === '/users') return { json: { data: users } };
    if (path === '/empty-ids') return { json: [{ id: 1 }, { name: 'nobody' }] };
    if (path === '/private') return { status: 401, json: { message: 'Bad token', you_sent: headers['authorization'] } };
    if (path === '/page.html') return { headers: { 'content-type': 'text/html' }, body: '<h1>Welcome</h1>' };
    if (path === '/broken.json') return { headers: { 'content-type': 'application/json' }, body: '{"data": [1, 2' };
    return { status: 404, json: { message: 'No such page' } };
  });
});

function createFilledProject(files: TempProjectFiles): Promise<TempProject> {
  return createProject({ env: { API: server.url }, ...files });
}

function sourcesYml(...sources: readonly string[]): string {
  return `version: 1\nsources:\n${sources.join('')}`;
}

function restYml(name: string, { url = '${API}', resource = '{ name: users, endpoint: /users }' } = {}): string {
  return `  - name: ${name}
    type: rest_api
    rest_api:
      base_url: "${url}"
      auth: { type: bearer, token: "\${TOKEN}" }
      resources:
        - ${resource}
`;
}

describe('a fault in the configuration ends with 3', () => {
  test.each([
    ['broken syntax', 'version: 1\nsources:\n  - name: "shop\n', /\.dango\/sources\.yml:\d+:\d+/, /quote/i],
    [
      'an unknown key',
      sourcesYml(restYml('shop').replace('base_url', 'bse_url')),
      /sources\.yml:6:7.*bse_url/,
      /Did you mean "base_url"\?/,
    ],
    [
      'an unknown key of the file',
      `version: 1\nsurces: []\nsources: []\n`,
      /sources\.yml:2:1.*surces/,
      /Did you mean "sources"\?/,
    ],
    [
      'a wrong type',
      sourcesYml(restYml('shop', { resource: '{ name: users, endpoint: /users, params: 5 }' })),
      /sources\.yml:9:\d+.*params.*5/,
      /→ /,
    ],
    ['no list of sources', 'version: 1\nsources: shop\n', /sources\.yml:2:10.*sources/, /→ /],
  ])('%s', async (_title, yml, place, nextStep) => {
    const { exitCode, text } = await runFailing(await createFilledProject({ sourcesYml: yml }));
    expect(text).toMatch(place);
    expect(text).toMatch(nextStep);
    expect(exitCode).toBe(3);
  });
});

describe('a fault of one source', () => {
  test('leaves the others usable: they sync, and the exit code is 4', async () => {
    const bad = restYml('bad', { resource: '{ name: users, endpint: /users }' });
    const project = await createFilledProject({ sourcesYml: sourcesYml(bad, restYml('good')) });
    const { exitCode, stdout, stderr } = await runCli(project.root, ['sync']);
    expect(exitCode).toBe(4);
    expect(stdout).toMatch(/^good: 1 table, 2 rows in/m);
    expect(stderr).toMatch(/sources\.yml:9:\d+.*endpint/);
    expect(await countRows(project.root, 'raw_good')).toEqual({ users: 2 });
  });

  test('a missing secret names every place that was looked at', async () => {
    const yml = restYml('shop').replace('TOKEN', 'SHOP_KEY');
    const { exitCode, text } = await runFailing(await createFilledProject({ sourcesYml: sourcesYml(yml) }));
    expect(exitCode).toBe(3);
    expect(text).toMatch(/"SHOP_KEY" has no value, which .*auth\.token \(\.dango\/sources\.yml:7:\d+\) needs/);
    for (const place of [
      'environment variable SOURCES__SHOP__SHOP_KEY',
      'environment variable SHOP_KEY',
      '.env SHOP_KEY',
      '.dlt/secrets.toml [sources.shop] SHOP_KEY',
      '.dlt/secrets.toml [sources.rest_api] SHOP_KEY',
      '.dlt/secrets.toml SHOP_KEY',
    ]) {
      expect(text).toContain(place);
    }
    expect(text).toMatch(
      /→ Run "dango secrets set SHOP_KEY", or write SHOP_KEY = "…" under \[sources\.shop\] of \.dlt\/secrets\.toml/,
    );
  });

  test('secrets that cannot be read are told by line, and not by value', async () => {
    const project = await createFilledProject({
      sourcesYml: sourcesYml(restYml('shop')),
      secretsToml: `[sources.shop]\ntoken = "${tokenOfProject}\n`,
    });
    const { exitCode, text } = await runFailing(project);
    expect(exitCode).toBe(3);
    expect(text).toMatch(/\.dlt\/secrets\.toml:2:\d+/);
  });
});

describe('a name that does not exist ends with 2', () => {
  test.each([
    ['a source', ['sync', 'shup'], /There is no source "shup" in \.dango\/sources\.yml/, /Did you mean "shop"\?/],
    [
      'a resource',
      ['sync', 'shop', '--resource', 'user'],
      /Source shop has no resource "user"/,
      /Did you mean "users"\?/,
    ],
    ['a command', ['synk'], /unknown command 'synk'/, /sync/],
    ['an option', ['sync', '--ful-refresh'], /unknown option '--ful-refresh'/, /--full-refresh/],
  ])('%s', async (_title, argv, what, nextStep) => {
    const { exitCode, text } = await runFailing(
      await createFilledProject({ sourcesYml: sourcesYml(restYml('shop')) }),
      argv,
    );
    expect(exitCode).toBe(2);
    expect(text).toMatch(what);
    expect(text).toMatch(nextStep);
  });
});

test('a disabled source is left out', async () => {
  const project = await createFilledProject({ sourcesYml: sourcesYml(`${restYml('off')}    enabled: false\n`) });
  const all = await runFailing(project);
  expect(all).toMatchObject({ exitCode: 0, text: expect.stringMatching(/No source is enabled/) });
});

describe('what an API does wrong ends with 1', () => {
  test.each([
    ['a 401', '{ name: users, endpoint: /private }', /401 Unauthorized.*\/private/, /auth/],
    ['a 404', '{ name: users, endpoint: /nothing }', /404 Not Found.*\/nothing/, /→ .*endpoint/],
    [
      'a page instead of JSON',
      '{ name: users, endpoint: /page.html }',
      /not JSON[^]*Welcome|Welcome[^]*not JSON|text\/html/,
      /→ /,
    ],
    ['JSON that is cut off', '{ name: users, endpoint: /broken.json }', /JSON/, /→ /],
    [
      'a selector that finds nothing',
      '{ name: users, endpoint: /users, data_selector: rows }',
      /"rows".*\/users|\/users.*"rows"|rows/,
      /data/,
    ],
    [
      'records without the primary key',
      '{ name: users, endpoint: /users, primary_key: uid }',
      /primary key "uid"/,
      /id, name/,
    ],
    [
      'a record without the primary key',
      '{ name: users, endpoint: /empty-ids, primary_key: id }',
      /1 of 2 records of users have no value for the primary key id/,
      /→ Choose a primary_key/,
    ],
    [
      'a cursor that records do not have',
      '{ name: users, endpoint: /users, incremental: { cursor_path: updated_at } }',
      /"updated_at" is missing in a record of users/,
      /id, name/,
    ],
  ])('%s', async (_title, resource, what, nextStep) => {
    const { exitCode, text } = await runFailing(
      await createFilledProject({ sourcesYml: sourcesYml(restYml('shop', { resource })) }),
    );
    expect(text).toMatch(what);
    expect(text).toMatch(nextStep);
    expect(exitCode).toBe(1);
  });

  test('the first sync of a project that fails leaves no warehouse behind', async () => {
    const resource = '{ name: users, endpoint: /users, primary_key: uid }';
    const files = {
      sourcesYml: sourcesYml(restYml('shop', { resource })),
      env: { API: server.url, TOKEN: tokenOfProject },
    };
    expect(await runFailing(await createTempProject(files), ['sync'], runCli)).toMatchObject({ exitCode: 1 });
  });

  test('hosts that cannot be reached are told within 15 seconds', async () => {
    const closed = await startServer(() => undefined);
    await closed.close();
    const project = await createFilledProject({
      projectYml: 'limits: { concurrent_runs: 3 }\n',
      sourcesYml: sourcesYml(
        restYml('closed', { url: closed.url }),
        restYml('silent', { url: 'http://192.0.2.1' }),
        restYml('unknown', { url: 'http://no-such-host.invalid' }),
      ),
    });
    const { exitCode, text, seconds } = await runFailing(project);
    expect(exitCode).toBe(1);
    expect(seconds).toBeLessThan(15);
    expect(text).toContain(closed.url);
    expect(text).toContain('http://192.0.2.1/users');
    expect(text).toContain('no-such-host.invalid');
    expect(text.match(/→ Check (?:base_url|the host name in base_url), /g)?.length).toBeGreaterThanOrEqual(3);
  });
});

describe('a warehouse', () => {
  test('that another program holds is waited for, and what was fetched loads first in the next run', async () => {
    const { promise: isReleased, resolve: release } = Promise.withResolvers<void>();
    const { promise: isAsked, resolve: ask } = Promise.withResolvers<void>();
    await using slow = await startServer(async () => {
      ask();
      await isReleased;
      return { json: users };
    });
    const project = await createFilledProject({
      projectYml: 'limits: { warehouse_wait_seconds: 0.6, max_attempts: 1 }\n',
      sourcesYml: sourcesYml(restYml('shop', { url: slow.url })),
    });
    const before = fingerprintWarehouse(project.root);
    const sync = runCliHere(project.root, ['sync']);
    await isAsked;
    const lock = await lockWarehouse(project.path('data/warehouse.duckdb'));
    release();
    const { exitCode, stderr } = await sync;
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/waits for the warehouse, held by .*node.* \(process \d+\)/);
    expect(stderr).toContain(`(process ${lock.pid})`);
    expect(stderr).toMatch(/waited 0\.6 s/);
    expect(stderr).toMatch(/→ Close that program/);

    const again = await runCliHere(project.root, ['sync']);
    expect(again).toMatchObject({ exitCode: 1 });
    expect(again.stderr).toMatch(/data\/warehouse\.duckdb is held open by/);
    expect(again.stderr).toContain(`(process ${lock.pid})`);
    await lock.release();
    expect(fingerprintWarehouse(project.root)).toBe(before);

    expect(slow.requests).toHaveLength(1);
    await slow.close();
    const { stderr: third } = await runCliHere(project.root, ['sync']);
    expect(third).toMatch(/was fetched by an earlier run and loads now/);
    expect(await countRows(project.root, 'raw_shop')).toEqual({ users: 2 });
  });

  test('that is no DuckDB database is left alone', async () => {
    const project = await createFilledProject({ sourcesYml: sourcesYml(restYml('shop')) });
    await project.write('data/warehouse.duckdb', 'id,name\n1,Ada\n');
    const { exitCode, text } = await runFailing(project);
    expect(exitCode).toBe(1);
    expect(text).toMatch(/data\/warehouse\.duckdb/);
    expect(text).toMatch(/→ .*DuckDB database/);
  });
});
