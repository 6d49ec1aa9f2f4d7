import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { describe, expect, test } from 'vitest';

import { runCliHere } from '../test/support/run-cli-here.ts';
import { runCli } from '../test/support/run-cli.ts';
import { createTempFolder, createTempProject } from '../test/support/temp-project.ts';

const sourcesYml = `version: 1
# the shop
sources:
  - name: shop
    type: rest_api
    enabled: true
    description: A small shop
    rest_api:
      base_url: http://127.0.0.1:9
      headers:
        Authorization: "Bearer \${MY_TOKEN}"
      resources:
        - name: users
          endpoint: /users
  - name: news
    type: rest_api
    enabled: false
    rest_api:
      base_url: http://127.0.0.1:9
      resources: [{ name: articles, endpoint: /articles }]
`;

describe('arguments', () => {
  test('help names every command and the exit codes', async () => {
    const { exitCode, stdout, stderr } = await runCliHere(await createTempFolder(), ['--help']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const name of 'init sync validate source run runs show query secrets'.split(' ')) {
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    }
    expect(stdout).toContain('130  interrupted');
  });

  test('the version is that of the package', async () => {
    const { stdout } = await runCliHere(await createTempFolder(), ['--version']);
    const file = fileURLToPath(new URL('../package.json', import.meta.url));
    expect(stdout.trim()).toBe((JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version);
  });

  test.each([
    [['snyc'], 'Did you mean sync?'],
    [['sync', '--limt', '5'], 'Did you mean --limit?'],
    [['sync', '--limit', '-1'], 'Give a whole number above 0.'],
    [['query'], "missing required argument 'sql'"],
    [['query', 'select 1', '--format', 'xml'], 'Allowed choices are table, csv, json.'],
    [['runs', 'shwo', 'x'], 'Did you mean "dango runs show"?'],
  ])('%j ends with 2', async (words, text) => {
    const { exitCode, stdout, stderr } = await runCliHere(await createTempFolder(), words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(text);
  });

  test('with --json wrong arguments are told as a document too', async () => {
    const { exitCode, stdout } = await runCliHere(await createTempFolder(), ['sync', '--limit', 'x', '--json']);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'failed', error: { code: 'usage-invalid' } });
  });

  test('outside of a project the way to make one is named', async () => {
    const { exitCode, stderr } = await runCliHere(await createTempFolder(), ['source', 'list']);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^error: There is no Dango project in .*\n {2}→ Run dango init/);
  });
});

describe('init', () => {
  test('makes a folder a project that is in order, once', async () => {
    const folder = await createTempFolder();
    const first = await runCliHere(folder, ['init']);
    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    expect(first.stdout).toContain('+ .dango/sources.yml');
    expect(readFileSync(`${folder}/.gitignore`, 'utf8')).toContain('.dlt/secrets.toml');
    expect(await runCliHere(folder, ['validate'])).toMatchObject({ exitCode: 0, stderr: '' });
    const second = await runCliHere(folder, ['init']);
    expect(second.exitCode).toBe(2);
    expect(second.stderr).toContain('is a Dango project already');
  });

  test('a folder may be named, and the project is found from folders below it', async () => {
    const folder = await createTempFolder();
    const { stdout } = await runCliHere(folder, ['init', 'shop', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ project: `${folder}/shop` });
    expect(existsSync(`${folder}/shop/.dango/project.yml`)).toBe(true);
    expect(await runCliHere(folder, ['source', 'list', '--project', 'shop/data'])).toMatchObject({ exitCode: 0 });
  });
});

describe('source', () => {
  test('new and copy add a source that is valid at once, with its module', async () => {
    const project = await createTempProject({ sourcesYml });
    const created = await runCliHere(project.root, ['source', 'new', 'own', '--template', 'custom-minimal', '--json']);
    expect(JSON.parse(created.stdout)).toEqual({
      source: 'own',
      status: 'created',
      files: ['.dango/sources.yml', 'custom_sources/own.ts'],
      at: { file: '.dango/sources.yml', line: expect.any(Number) as number, column: 5 },
      missing: [],
      warnings: [],
    });
    const api = ['source', 'new', 'api', '--base-url', 'https://x.example', '--resource', 'pets', '--path', '/v1/pets'];
    expect((await runCliHere(project.root, api)).stdout).toMatch(/^api is in \.dango\/sources\.yml:\d+:5\. Next:\n/);
    expect(await project.read('.dango/sources.yml')).toContain('endpoint: "/v1/pets"');
    const copied = await runCliHere(project.root, ['source', 'copy', 'own', 'own_too']);
    expect(copied.stdout).toContain('and custom_sources/own_too.ts. Next:');
    const { stdout } = await runCliHere(project.root, ['validate', '--json']);
    expect((JSON.parse(stdout) as { issues: { code: string }[] }).issues.map(({ code }) => code)).toEqual([
      'secret-missing',
    ]);
    const shop = await runCliHere(project.root, ['source', 'new', 'store', '--template', 'shopify']);
    expect(shop.stdout.split('\n').slice(1)).toEqual([
      '  1. Store a value: dango secrets set SHOPIFY_ACCESS_TOKEN',
      '  2. Try it out:    dango source test store',
      '  3. Load it:       dango sync store',
      '',
    ]);
    expect(shop.stderr).toContain('YOUR-STORE');
    expect(await runCliHere(project.root, ['source', 'new', 'own'])).toMatchObject({ exitCode: 2 });
    expect(await runCliHere(project.root, ['source', 'new', 'more', '--template', 'nope'])).toMatchObject({
      exitCode: 2,
    });
  });

  test('remove takes along what it is told to', async () => {
    const project = await createTempProject({ sourcesYml: 'sources:\n' });
    for (const name of ['one', 'two']) {
      await runCliHere(project.root, ['source', 'new', name, '--template', 'custom-minimal']);
    }
    await runCliHere(project.root, ['sync']);
    const kept = await runCliHere(project.root, ['source', 'remove', 'one']);
    expect(kept.stdout).toBe('one was removed. Its tables stay in the warehouse.\n');
    const options = ['--drop-tables', '--delete-module', '--json'];
    const dropped = await runCliHere(project.root, ['source', 'remove', 'two', ...options]);
    expect(JSON.parse(dropped.stdout)).toEqual({
      source: 'two',
      status: 'removed',
      tables: ['items', 'items__tags'],
      packages: [],
      module: 'two.ts',
      warnings: [],
    });
    const schemas = "SELECT schema_name FROM duckdb_schemas() WHERE schema_name LIKE 'raw%'";
    const left = await runCliHere(project.root, ['query', schemas, '--json']);
    expect(JSON.parse(left.stdout)).toMatchObject({ rows: [['raw_one']] });
    expect(readdirSync(project.path('custom_sources'))).toEqual(['one.ts']);
  });

  test('rename says what does not move along', async () => {
    const { root } = await createTempProject({ sourcesYml });
    const { stdout, stderr } = await runCliHere(root, ['source', 'rename', 'shop', 'store']);
    expect(stdout).toBe('shop is store now.\n');
    expect(stderr).toContain('The tables of shop stay in raw_shop');
  });

  test('list shows what is enabled, as text and as a document', async () => {
    const { root } = await createTempProject({ sourcesYml });
    expect((await runCliHere(root, ['source', 'list'])).stdout).toBe(
      'source  type      state     description\nshop    rest_api  enabled   A small shop\nnews    rest_api  disabled\n',
    );
    const { stdout } = await runCliHere(root, ['source', 'list', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      sources: [
        { name: 'shop', enabled: true, issues: [] },
        { name: 'news', enabled: false },
      ],
    });
  });

  test('show tells where a source is written', async () => {
    const { root } = await createTempProject({ sourcesYml });
    const { stdout } = await runCliHere(root, ['source', 'show', 'shop']);
    expect(stdout).toContain('.dango/sources.yml:4');
    expect(stdout).toContain('http://127.0.0.1:9');
  });

  test('enable, rename and remove change their source and nothing else', async () => {
    const project = await createTempProject({ sourcesYml });
    expect(await runCliHere(project.root, ['source', 'enable', 'news'])).toMatchObject({ exitCode: 0 });
    const enabled = sourcesYml.replace('enabled: false', 'enabled: true');
    expect(await project.read('.dango/sources.yml')).toBe(enabled);
    expect(await runCliHere(project.root, ['source', 'rename', 'news', 'press'])).toMatchObject({ exitCode: 0 });
    expect(await project.read('.dango/sources.yml')).toBe(enabled.replace('name: news', 'name: press'));
    expect(await runCliHere(project.root, ['source', 'remove', 'press'])).toMatchObject({ exitCode: 0 });
    expect(await project.read('.dango/sources.yml')).toBe(sourcesYml.slice(0, sourcesYml.indexOf('  - name: news')));
  });

  test('an unknown name ends with 2 and a proposal', async () => {
    const { root } = await createTempProject({ sourcesYml });
    for (const words of [
      ['source', 'show', 'shpo'],
      ['source', 'disable', 'shpo'],
      ['sync', 'shpo'],
      ['show', 'shpo'],
    ]) {
      const { exitCode, stderr } = await runCliHere(root, words);
      expect({ words, exitCode }).toEqual({ words, exitCode: 2 });
      expect(stderr).toContain('Did you mean "shop"?');
    }
  });
});

describe('validate', () => {
  test('a missing secret ends with 3 and names every place that was looked at', async () => {
    const { root } = await createTempProject({ sourcesYml });
    const { exitCode, stderr, stdout } = await runCliHere(root, ['validate']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('MY_TOKEN');
    expect(stderr).toContain('.dlt/secrets.toml');
    expect(stdout).toBe('2 sources: 1 fault.\n');
  });

  test('a wrong key is told with its place and the word that was meant', async () => {
    const { root } = await createTempProject({
      sourcesYml: sourcesYml.replace('endpoint: /users', 'endpiont: /users'),
    });
    const { exitCode, stdout } = await runCli(root, ['validate', '--json'], { env: { MY_TOKEN: 'x' } });
    expect(exitCode).toBe(3);
    const { issues } = JSON.parse(stdout) as { issues: { at: unknown; hint: string }[] };
    expect(issues[0]).toMatchObject({ code: 'config-invalid', at: { file: '.dango/sources.yml', line: 14 } });
    expect(issues[0]?.hint).toContain('endpoint');
  });

  test('a file that is no YAML ends with 3', async () => {
    const { root } = await createTempProject({ sourcesYml: 'sources: [' });
    for (const words of [['validate'], ['sync']]) {
      const { exitCode, stderr } = await runCliHere(root, words);
      expect({ words, exitCode }).toEqual({ words, exitCode: 3 });
      expect(stderr).toContain('.dango/sources.yml:1:');
    }
  });
});

describe('secrets', () => {
  test('a value comes from stdin, is stored for the owner only, and is never printed', async () => {
    const project = await createTempProject({ sourcesYml });
    const set = await runCliHere(project.root, ['secrets', 'set', 'MY_TOKEN', '--source', 'shop'], {
      input: 'hu"sh\n',
    });
    expect(set).toMatchObject({ exitCode: 0, stdout: 'MY_TOKEN is stored in .dlt/secrets.toml [sources.shop].\n' });
    expect(await project.read('.dlt/secrets.toml')).toBe('[sources.shop]\nMY_TOKEN = "hu\\"sh"\n');
    expect(statSync(project.path('.dlt/secrets.toml')).mode & 0o777).toBe(0o600);
    const listed = await runCliHere(project.root, ['secrets', 'list']);
    expect(listed.stdout).toMatch(/MY_TOKEN +shop +set +\.dlt\/secrets\.toml \[sources\.shop\] MY_TOKEN/);
    expect(listed.stdout + listed.stderr + set.stderr).not.toContain('hu"sh');
    expect(await runCliHere(project.root, ['validate'])).toMatchObject({ exitCode: 0 });
    expect(await runCliHere(project.root, ['secrets', 'unset', 'MY_TOKEN', '--source', 'shop'])).toMatchObject({
      exitCode: 0,
    });
    expect(await project.read('.dlt/secrets.toml')).not.toContain('MY_TOKEN');
  });

  test('without a source a secret counts for every source', async () => {
    const project = await createTempProject({ sourcesYml });
    const { root } = project;
    await runCliHere(root, ['secrets', 'set', 'MY_TOKEN'], { input: 'hush' });
    expect(await project.read('.dlt/secrets.toml')).toBe('MY_TOKEN = "hush"\n');
    expect(await runCliHere(root, ['validate'])).toMatchObject({ exitCode: 0 });
  });

  test('an empty value is refused', async () => {
    const { root } = await createTempProject({ sourcesYml });
    expect(await runCliHere(root, ['secrets', 'set', 'MY_TOKEN'])).toMatchObject({ exitCode: 2 });
  });

  test('a name of no source is stored with a remark, because a script may use it', async () => {
    const { root } = await createTempProject({ sourcesYml });
    const { exitCode, stderr } = await runCliHere(root, ['secrets', 'set', 'KEY', '--source', 'shpo'], {
      input: 'hush',
    });
    expect(exitCode).toBe(0);
    expect(stderr).toContain('no source in .dango/sources.yml is called "shpo". Did you mean "shop"?');
  });
});

describe('sync', () => {
  test('--resource needs one source', async () => {
    const { root } = await createTempProject({ sourcesYml: sourcesYml.replace('enabled: false', 'enabled: true') });
    expect(await runCliHere(root, ['sync', '--resource', 'users'])).toMatchObject({ exitCode: 2 });
  });

  test('a missing secret ends its run with 3, one document on stdout and a row in the history', async () => {
    const { root } = await createTempProject({ sourcesYml });
    const { exitCode, stdout } = await runCliHere(root, ['sync', '--json']);
    expect(exitCode).toBe(3);
    const document = JSON.parse(stdout) as { runs: { run_id: string }[] };
    expect(document).toMatchObject({
      status: 'failed',
      runs: [{ source: 'shop', status: 'failed', error: { code: 'secret-missing' }, resources: [] }],
    });
    const runId = document.runs[0]?.run_id ?? '';
    expect((await runCliHere(root, ['runs'])).stdout).toContain(`${runId}  shop    failed`);
    expect((await runCliHere(root, ['runs', 'show', runId])).stderr).toContain('MY_TOKEN');
    expect(await runCliHere(root, ['runs', 'logs', runId])).toMatchObject({ exitCode: 0 });
    expect(await runCliHere(root, ['runs', 'show', 'nope'])).toMatchObject({ exitCode: 2 });
  });

  test('a project without sources has nothing to do', async () => {
    const { root } = await createTempProject();
    expect(JSON.parse((await runCliHere(root, ['sync', '--json'])).stdout)).toEqual({ status: 'succeeded', runs: [] });
  });
});

describe('run', () => {
  test('a file that is not there, or outside of the project, ends with 2', async () => {
    const { root } = await createTempProject();
    expect((await runCliHere(root, ['run', 'nope.ts'])).stderr).toContain('There is no file "nope.ts"');
    const { exitCode, stderr } = await runCliHere(root, ['run', fileURLToPath(import.meta.url)]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('lies outside of the project');
  });
});

// Those that others start in the tutorial and in sync.integration.test.ts are left out.
test.each([
  [['source', 'list', '--json'], '"name": "shop"'],
  [['secrets', 'set', 'MY_TOKEN'], 'MY_TOKEN is stored in'],
  [['secrets', 'list'], 'MY_TOKEN'],
])('%j works in a process of its own', async (words, text) => {
  const { root } = await createTempProject({ sourcesYml });
  expect(await runCli(root, words, { input: 'hush\n' })).toMatchObject({
    exitCode: 0,
    stderr: '',
    stdout: expect.stringContaining(text) as string,
  });
});

describe('bin/dango.mjs', () => {
  const binary = fileURLToPath(new URL('../bin/dango.mjs', import.meta.url));

  test('starts the command line from anywhere', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [binary, '--version'], {
      cwd: await createTempFolder(),
    });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('a reader that stops early ends it quietly', async () => {
    const child = spawn(process.execPath, [binary, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let problems = '';
    child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()));
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(problems).toBe('');
  });
});
