import { expect, test } from 'vitest';

import { runCliHere } from '../test/support/run-cli-here.ts';
import { runCli, spawnCli } from '../test/support/run-cli.ts';
import { startServer, type ServerAnswer, type TestServer } from '../test/support/start-server.ts';
import { createTempProject } from '../test/support/temp-project.ts';

interface Document {
  readonly status: string;
  readonly runs: readonly { readonly run_id: string; readonly source: string; readonly status: string }[];
}

const users = [
  { id: 1, name: 'Ada', big: 1 },
  { id: 2, name: 'Grace', big: 2 },
];

function sourceYml(name: string, url: string, headers = ''): string {
  return `  - name: ${name}
    type: rest_api
    rest_api:
      base_url: ${url}
${headers}      resources: [{ name: users, endpoint: /users, pagination: { type: single_page } }]
`;
}

function createProject(url: string, more = '') {
  return createTempProject({ sourcesYml: `version: 1\nsources:\n${sourceYml('shop', url)}${more}` });
}

/** A server whose first request waits until the test lets it go. */
async function startHeldServer() {
  const { promise: answer, resolve: release } = Promise.withResolvers<ServerAnswer>();
  const { promise: wasAsked, resolve: ask } = Promise.withResolvers<void>();
  const server: TestServer = await startServer(() => {
    ask();
    return answer;
  });
  return { server, wasAsked, release: () => release({ json: users }) };
}

function parse(stdout: string): Document {
  return JSON.parse(stdout) as Document;
}

test('what one source loaded stays when another one lacks its secret, and the exit code is 4', async () => {
  await using server = await startServer(() => ({ json: users }));
  const headers = '      headers: { Authorization: "Bearer ${NOWHERE}" }\n';
  const { root } = await createProject(server.url, sourceYml('locked', server.url, headers));
  const { exitCode, stdout, stderr } = await runCli(root, ['sync']);
  expect(exitCode).toBe(4);
  expect(stdout).toMatch(/^shop: 1 table, 2 rows in .* \(raw_shop\)\nlocked: failed\n$/);
  expect(stderr).toContain('NOWHERE');
  const csv = await runCli(root, ['query', 'select id, name from raw_shop.users order by id', '--format', 'csv']);
  expect(csv.stdout).toBe('id,name\n1,Ada\n2,Grace\n');
});

test('Ctrl-C cancels the run, loads nothing and ends with 130 and a document', async () => {
  const { server, wasAsked } = await startHeldServer();
  const { root } = await createProject(server.url);
  const cli = spawnCli(root, ['sync', '--json']);
  await wasAsked;
  cli.kill('SIGINT');
  const { exitCode, stdout } = await cli.finished;
  expect(exitCode).toBe(130);
  const document = parse(stdout);
  expect(document).toMatchObject({ status: 'cancelled', runs: [{ source: 'shop', status: 'cancelled' }] });
  expect((await runCli(root, ['runs', '--json'])).stdout).toContain('"cancelled"');
});

test('a run outlives the command line that started it', async () => {
  const { server, wasAsked, release } = await startHeldServer();
  const { root } = await createProject(server.url);
  const cli = spawnCli(root, ['sync']);
  await wasAsked;
  cli.kill('SIGKILL');
  await cli.finished;
  const [run] = parse((await runCli(root, ['runs', '--json'])).stdout).runs;
  expect(run?.status).toBe('running');
  release();
  const { stdout } = await runCli(root, ['runs', 'logs', run?.run_id ?? '']);
  expect(stdout).toMatch(/shop: 1 table, 2 rows in/);
});

test('a second sync of a source waits for the first one', async () => {
  const { server, wasAsked, release } = await startHeldServer();
  const { root } = await createProject(server.url);
  const first = spawnCli(root, ['sync', '--json']);
  await wasAsked;
  const second = spawnCli(root, ['sync']);
  await second.waitForOutput(/shop {2}waits for run /);
  release();
  expect(await first.finished).toMatchObject({ exitCode: 0 });
  expect(await second.finished).toMatchObject({ exitCode: 0 });
  expect(server.requests).toHaveLength(2);
});

test('a run whose process is killed is told as interrupted at once, and the next sync loads', async () => {
  await using server = await startServer(() => ({ json: users }));
  const { root } = await createProject(server.url);
  const { exitCode, stdout } = await runCli(root, ['sync', '--json'], { env: { DANGO_CRASH_AT: 'spooling' } });
  expect(parse(stdout).runs).toMatchObject([{ status: 'interrupted', error: { code: 'run-failed' } }]);
  expect(exitCode).toBe(1);
  expect(await runCli(root, ['sync'])).toMatchObject({ exitCode: 0 });
});

test('RUNTIME__LOG_LEVEL=DEBUG prints each request with its status and the beginning of the response', async () => {
  await using server = await startServer(() => ({ json: users }));
  const { root } = await createProject(server.url);
  const { stderr } = await runCli(root, ['sync'], { env: { RUNTIME__LOG_LEVEL: 'DEBUG' } });
  expect(stderr).toContain(`shop.users  GET ${server.url}/users → 200 (`);
  expect(stderr).toContain('"name":"Ada"');
});

test('what a script prints on stdout is on stdout, as if it had been run by itself', async () => {
  const project = await createProject('http://127.0.0.1:9');
  const { root } = project;
  await project.write('custom_sources/README.md', '');
  await project.write('test_source.ts', "console.log('rows:\\n  2'); console.error('careful');\n");
  const plain = await runCli(root, ['run', 'test_source.ts']);
  expect(plain).toMatchObject({ exitCode: 0, stderr: 'careful\n' });
  expect(plain.stdout).toMatch(/^rows:\n {2}2\n/);
  const json = await runCliHere(root, ['run', 'test_source.ts', '--json']);
  expect(parse(json.stdout)).toMatchObject({ status: 'succeeded', runs: [{ source: 'test_source.ts' }] });
});

test('a dry run tells what would be loaded and writes nothing', async () => {
  await using server = await startServer(() => ({ json: users }));
  const { root } = await createProject(server.url);
  const { exitCode, stdout } = await runCliHere(root, ['sync', '--dry-run']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/users +create table/);
  expect(stdout).toMatch(/shop: dry run in .*, wrote nothing/);
  expect(await runCliHere(root, ['query', 'select * from raw_shop.users'])).toMatchObject({ exitCode: 1 });
});

test('query prints tables, objects, and a document with types', async () => {
  await using server = await startServer(() => ({ body: '[{"id":9007199254740993,"name":null}]' }));
  const { root } = await createProject(server.url);
  await runCliHere(root, ['sync']);
  const sql = 'select id, name from raw_shop.users';
  expect((await runCliHere(root, ['query', 'select id from raw_shop.users'])).stdout).toBe(
    '              id\n9007199254740993\n1 row\n',
  );
  expect((await runCliHere(root, ['query', 'select id, 1 as n from raw_shop.users', '--format', 'json'])).stdout).toBe(
    '[\n  {\n    "id": 9007199254740993,\n    "n": 1\n  }\n]\n',
  );
  const wide =
    "select 7::BIGINT, count(*), [1::BIGINT, -9007199254740993], {'a': 12::HUGEINT}, 1.50, null::BIGINT from raw_shop.users";
  expect((await runCliHere(root, ['query', wide, '--json'])).stdout.replaceAll(/\s/g, '')).toContain(
    '"rows":[[7,1,[1,-9007199254740993],{"a":12},"1.50",null]]',
  );
  const wrong = await runCliHere(root, ['query', sql.replace('users', 'usrs'), '--json']);
  expect(wrong.exitCode).toBe(1);
  expect(JSON.parse(wrong.stdout)).toMatchObject({ error: { code: 'query-failed' } });
});
