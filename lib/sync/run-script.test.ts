import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWarehouse } from '../../test/support/read-warehouse.ts';
import { startServer } from '../../test/support/start-server.ts';
import { createTempProject } from '../../test/support/temp-project.ts';
import { runScript } from './run-script.ts';
import type { SyncEvent } from './sync-event.ts';
import type { SyncReport } from './sync-report.ts';

interface ScriptRun {
  readonly root: string;
  readonly reports: readonly SyncReport[];
  /** What it printed. */
  readonly lines: readonly string[];
}

const head = `
import { pipeline, resource } from 'dango';
const items = (name: string) => [resource(name, { writeDisposition: 'replace' }, async function* () { yield { id: 1 }; })];
const load = (name: string) => pipeline({ pipelineName: name, destination: 'duckdb', datasetName: 'test_data' }).run(items(name));
`;

async function run(body: string): Promise<ScriptRun> {
  const project = await createTempProject({ projectYml: 'limits: { max_attempts: 1 }\n' });
  await project.write('script.ts', `${head}${body}`);
  const lines: string[] = [];
  const onEvent = (event: SyncEvent): void => {
    if (event.type === 'log') lines.push(event.text);
  };
  const host = { runId: 'test', onEvent, signal: new AbortController().signal };
  const reports = await runScript({ projectRoot: project.root, file: 'script.ts' }, host);
  return { root: project.root, reports, lines };
}

test('a script is over when it has nothing more to do, not when its last line was read', async () => {
  const { root, reports, lines } = await run(`
    async function main(): Promise<void> {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await load('users');
      setTimeout(() => console.log('done'), 50);
    }
    void main();`);
  expect(reports).toMatchObject([{ source: 'users', status: 'succeeded' }]);
  expect(lines).toEqual(['done']);
  expect(await readWarehouse(root, 'SELECT id FROM test_data.users')).toEqual([{ id: 1 }]);
});

test('pipelines that are started together run one after the other', async () => {
  const { root, reports } = await run(`await Promise.all([load('users'), load('orders')]);`);
  expect(reports).toMatchObject([
    { source: 'users', status: 'succeeded' },
    { source: 'orders', status: 'succeeded' },
  ]);
  expect(await readWarehouse(root, 'SELECT * FROM test_data._dlt_loads')).toHaveLength(2);
});

test('a script may catch what a pipeline fails with', async () => {
  const { reports, lines } = await run(`
    const broken = resource('broken', { writeDisposition: 'replace' }, async function* () { yield 1; throw new RangeError('no luck'); });
    try {
      await pipeline({ pipelineName: 'broken', destination: 'duckdb', datasetName: 'test_data' }).run([broken]);
    } catch (error) {
      console.log('caught', error instanceof Error ? error.message : error);
    }`);
  expect(reports).toMatchObject([{ source: 'broken', status: 'failed' }]);
  expect(lines).toEqual(['caught Resource broken failed: RangeError: no luck']);
});

test('the secrets of one pipeline stay secret while another one runs', async () => {
  await using server = await startServer(() => ({ json: [{ id: 1 }] }));
  const { root, lines } = await run(`
    const { secret, source } = await import('dango');
    let known = '';
    const keyed = source({
      name: 'keyed',
      params: { apiKey: secret() },
      resources: ({ apiKey }) => [
        resource('keyed', { writeDisposition: 'replace' }, async function* () { known = apiKey; yield { id: 1 }; }),
      ],
    });
    const plain = resource('plain', { writeDisposition: 'replace' }, async function* () {
      yield await (await fetch('${server.url}/items?q=' + known)).json();
    });
    await pipeline({ pipelineName: 'one', destination: 'duckdb', datasetName: 'test_data' }).run(keyed({ apiKey: 'given-secret' }));
    await pipeline({ pipelineName: 'two', destination: 'duckdb', datasetName: 'test_data' }).run([plain]);
    console.log('it was', known);`);
  expect(lines).toEqual(['it was ***']);
  const loads = join(root, '.dango', 'loads');
  const exchanges = readdirSync(loads).map((load) => readFileSync(join(loads, load, 'exchanges.ndjson'), 'utf8'));
  expect(exchanges.join('')).toContain('/items?q=***');
  expect(exchanges.join('')).not.toContain('given-secret');
});

test('what nobody catches ends the script with its place', async () => {
  await expect(run(`throw new RangeError('no luck');`)).rejects.toMatchObject({
    message: 'The script failed: RangeError: no luck',
    at: { file: 'script.ts', line: 5 },
  });
  await expect(
    run(`await load('users');\nvoid Promise.reject(new RangeError('no luck'));\nsetInterval(() => {}, 1000);`),
  ).rejects.toMatchObject({
    code: 'module-failed',
    message: 'The script failed: RangeError: no luck',
    at: { file: 'script.ts', line: 6 },
  });
});

test('a pipeline that fails and is not caught ends the script with the same error', async () => {
  const failing = `
    const broken = resource('broken', { writeDisposition: 'merge', primaryKey: 'id' }, async function* () {
      yield await (await fetch('http://127.0.0.1:1')).json();
    });
    await pipeline({ pipelineName: 'broken', destination: 'duckdb', datasetName: 'test_data' }).run([broken]);`;
  const error = { code: 'http-unreachable', hint: expect.stringContaining('network') };
  await expect(run(failing)).rejects.toMatchObject(error);
  await expect(run(failing.replace('await pipeline', 'void pipeline'))).rejects.toMatchObject(error);
});
