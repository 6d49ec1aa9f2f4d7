import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../sample/api/access/credentials.ts';
import { startSampleApi, type SampleApi } from '../sample/api/start-sample-api.ts';
import { runCliHere } from './support/run-cli-here.ts';
import { runCli, type CliResult } from './support/run-cli.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';

function sourceYml(name: string, secret: string): string {
  return `  - name: ${name}
    type: rest_api
    rest_api:
      base_url: "\${API}"
      auth: { type: bearer, token: "\${${secret}}" }
      resources:
        - { name: users, endpoint: /users }
        - { name: products, endpoint: /products, pagination: offset }
`;
}

/** A module that prints, which must not reach the document. */
const talkingModule = `
import { resource, source } from 'dango';

console.log('{"status": "from the module"}');

export const talking = source({
  resources() {
    process.stdout.write('and more\\n');
    return resource('greetings', { writeDisposition: 'replace' }, async function* () {
      console.error('half way');
      yield { id: 1, words: ['hello', 'world'] };
    });
  },
});
`;

let api: SampleApi;
beforeAll(async () => {
  api = await startSampleApi();
});
afterAll(() => api.close());

let project: TempProject;
beforeEach(async () => {
  project = await createTempProject({
    sourcesYml: `version: 1
sources:
${sourceYml('shop', 'TOKEN')}${sourceYml('locked', 'NOWHERE')}  - name: talking
    type: dlt_native
    dlt_native: { source_module: custom_sources.talking }
`,
    customSources: { talking: talkingModule },
    env: { API: api.url, TOKEN: credentials.token },
  });
});

const resourceKeys = [
  'bytes',
  'duration_ms',
  'name',
  'pages',
  'requests',
  'rows_extracted',
  'rows_loaded',
  'status',
  'tables',
];
const error = { code: expect.any(String), message: expect.any(String) };

/** The document, and nothing before or behind it. */
function documentOf({ stdout }: CliResult): unknown {
  expect(stdout).toMatch(/^\{.*\}\n$/s);
  return JSON.parse(stdout);
}

function keysOf(value: object | undefined): readonly string[] {
  return Object.keys(value ?? {}).sort();
}

interface Document {
  readonly runs: readonly { readonly resources: readonly object[] }[];
}

describe('sync --json prints one document and nothing else on stdout', () => {
  test('of a sync that succeeded: exactly the documented keys', async () => {
    const result = await runCli(project.root, ['sync', 'shop', '--json']);
    expect(result.exitCode).toBe(0);
    const document = documentOf(result) as Document;
    expect(keysOf(document)).toEqual(['runs', 'status']);
    expect(keysOf(document.runs[0])).toEqual(['resources', 'run_id', 'source', 'status']);
    for (const resource of document.runs[0]?.resources ?? []) expect(keysOf(resource)).toEqual(resourceKeys);
    expect(document).toMatchObject({
      status: 'succeeded',
      runs: [
        {
          run_id: expect.stringMatching(/^[\w-]+$/),
          source: 'shop',
          status: 'succeeded',
          resources: [
            {
              name: 'users',
              status: 'succeeded',
              requests: 1,
              pages: 1,
              bytes: Buffer.byteLength(JSON.stringify({ data: api.shop.users })),
              rows_extracted: 300,
              rows_loaded: 300,
              tables: ['users'],
              duration_ms: expect.any(Number),
            },
            {
              name: 'products',
              status: 'succeeded',
              requests: 2,
              rows_extracted: 120,
              rows_loaded: 120,
              tables: ['products', 'products__tags'],
            },
          ],
        },
      ],
    });
  });

  test('with --verbose too, and what a module prints stays out of it', async () => {
    const result = await runCli(project.root, ['sync', 'talking', '--json', '--verbose'], {
      env: { RUNTIME__LOG_LEVEL: 'DEBUG' },
    });
    expect(result.exitCode).toBe(0);
    expect(documentOf(result)).toMatchObject({
      status: 'succeeded',
      runs: [
        {
          source: 'talking',
          resources: [{ name: 'greetings', requests: 0, rows_loaded: 1, tables: ['greetings', 'greetings__words'] }],
        },
      ],
    });
    for (const line of ['{"status": "from the module"}', 'and more', 'half way']) {
      expect(result.stderr).toContain(line);
    }
  });

  test('of several sources: one run each, in the order of sources.yml', async () => {
    const result = await runCliHere(project.root, ['sync', '--json']);
    expect(result.exitCode).toBe(4);
    expect(documentOf(result)).toMatchObject({
      status: 'partial',
      runs: [
        { source: 'shop', status: 'succeeded' },
        { source: 'locked', status: 'failed', error: { ...error, code: 'secret-missing' }, resources: [] },
        { source: 'talking', status: 'succeeded' },
      ],
    });
  });

  test('of a resource that failed: its error, and none at the run that loaded the others', async () => {
    api.fail(({ path }) => path === '/users', { status: 403 });
    const result = await runCliHere(project.root, ['sync', 'shop', '--json']);
    expect(result.exitCode).toBe(4);
    const document = documentOf(result) as Document;
    expect(keysOf(document.runs[0])).toEqual(['resources', 'run_id', 'source', 'status']);
    expect(keysOf(document.runs[0]?.resources[0])).toEqual([...resourceKeys, 'error'].sort());
    expect(document).toMatchObject({
      status: 'partial',
      runs: [
        {
          status: 'partial',
          resources: [
            { name: 'users', status: 'failed', error: { ...error, code: 'http-status' }, rows_loaded: 0, tables: [] },
            { name: 'products', status: 'succeeded' },
          ],
        },
      ],
    });
  });

  test('of a sync in which everything failed: the error at the run too', async () => {
    api.fail(() => true, { status: 403, times: 2 });
    const result = await runCliHere(project.root, ['sync', 'shop', '--json']);
    expect(result.exitCode).toBe(1);
    expect(documentOf(result)).toMatchObject({
      status: 'failed',
      runs: [{ status: 'failed', error: { ...error, code: 'http-status' }, resources: [{ error }, { error }] }],
    });
  });

  test('of a sync that could not begin: the error and no runs', async () => {
    const unknown = await runCliHere(project.root, ['sync', 'shpo', '--json']);
    expect(unknown.exitCode).toBe(2);
    expect(documentOf(unknown)).toMatchObject({
      status: 'failed',
      error: { ...error, code: 'name-unknown' },
      runs: [],
    });
    await project.write('.dango/sources.yml', 'sources: [');
    const broken = await runCliHere(project.root, ['sync', '--json']);
    expect(broken.exitCode).toBe(3);
    expect(documentOf(broken)).toMatchObject({
      status: 'failed',
      error: { ...error, code: 'config-invalid' },
      runs: [],
    });
  });
});
