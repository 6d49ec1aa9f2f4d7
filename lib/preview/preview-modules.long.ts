import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { credentials } from '../../sample/api/access/credentials.ts';
import { startSampleApi } from '../../sample/api/start-sample-api.ts';
import { runPreview } from '../../test/support/run-preview.ts';
import { createTempProject, type TempProject } from '../../test/support/temp-project.ts';

const sourcesYml = `version: 1
sources:
  - name: shop
    type: dlt_native
    dlt_native: { source_module: custom_sources.my_api }
`;

/** A module with the resource "items", read by this generator, which starts in line 8. */
const moduleOf = (
  body: string,
  { head = '', url = 'http://127.0.0.1' } = {},
): string => `import { bearer, resource, RestClient, secret, source } from 'dango';
${head}
export const shop = source({
  params: { token: secret() },
  resources({ token }) {
    const client = new RestClient({ baseUrl: '${url}', auth: bearer(token) });
    return [resource('items', { writeDisposition: 'replace' }, async function* () {
      ${body}
    })];
  },
});
`;

const yieldPages = `for await (const page of client.paginate('/events')) yield page;`;

async function projectOf(module: string, others: Readonly<Record<string, string>> = {}): Promise<TempProject> {
  const secretsToml = `TOKEN = "${credentials.token}"\n`;
  return await createTempProject({ sourcesYml, secretsToml, customSources: { my_api: module, ...others } });
}

describe('a preview of a custom module', () => {
  test('stops quietly at the limit of pages, and tells every exchange', async () => {
    await using api = await startSampleApi();
    const project = await projectOf(moduleOf(yieldPages, { url: api.url }));
    const { exchanges, tables, finished } = await runPreview(project, {
      source: 'shop',
      limits: { pages: 3, records: 1000 },
    });
    expect(api.requests).toHaveLength(3);
    expect(exchanges).toMatchObject([{ number: 1, status: 200, isBodyCut: false }, { number: 2 }, { number: 3 }]);
    expect(exchanges[1]?.reason).toContain('next_cursor');
    expect(tables[0]).toMatchObject({ name: 'items', rowCount: 300 });
    expect(tables[0]?.rows).toHaveLength(100);
    expect(finished).toMatchObject({ status: 'succeeded', resources: [{ pages: 3, stopped_by: 'pages' }] });
    expect(existsSync(project.path('.dango/loads'))).toBe(false);
    expect(existsSync(project.path('.dango/runs'))).toBe(false);
  });

  test('counts the pages of records that are yielded one by one', async () => {
    await using api = await startSampleApi();
    const body = `for await (const page of client.paginate('/events')) yield* page;`;
    const project = await projectOf(moduleOf(body, { url: api.url }));
    const { tables } = await runPreview(project, { source: 'shop', limits: { records: 1000 } });
    expect(tables[0]).toMatchObject({ rowCount: 200 });
  });

  test('is evaluated again on what was recorded, by other code, without a request', async () => {
    await using api = await startSampleApi();
    const project = await projectOf(moduleOf(yieldPages, { url: api.url }));
    const limits = { pages: 3, records: 1000 };
    const first = await runPreview(project, { source: 'shop', limits, keepsRecording: true });
    expect(first.exchanges).toHaveLength(3);
    api.clearRequests();
    const changed = `for await (const page of client.paginate('/events')) yield page.map(({ id }) => ({ id, seen: true }));`;
    const again = await runPreview(project, {
      source: 'shop',
      limits: { pages: 5, records: 1000 },
      modules: { 'my_api.ts': moduleOf(changed, { url: api.url }) },
      fromRecording: first.finished.recording ?? '',
    });
    expect(api.requests).toEqual([]);
    expect(again.finished).toMatchObject({
      status: 'succeeded',
      source: 'recording',
      resources: [{ pages: 3, rows_loaded: 300, stopped_by: 'recording' }],
    });
    expect(again.exchanges.map(({ replayOf }) => replayOf)).toEqual([1, 2, 3]);
    expect(again.rowsOf('items')[0]).toMatchObject({ seen: true });
    // A request that other code needs goes to the API where that is asked for, with its credentials.
    const fetched = await runPreview(project, {
      source: 'shop',
      limits: { pages: 4, records: 1000 },
      fromRecording: first.finished.recording ?? '',
      onMissing: 'fetch',
    });
    expect(api.requests).toHaveLength(1);
    expect(fetched.finished).toMatchObject({ status: 'succeeded', resources: [{ pages: 4, rows_loaded: 400 }] });
    expect(fetched.exchanges.map(({ replayOf }) => replayOf)).toEqual([1, 2, 3, undefined]);
  });

  test('ends what would go on for ever', async () => {
    const project = await projectOf(moduleOf('for (let id = 0; ; id += 1) yield { id };'));
    const { tables, finished } = await runPreview(project, { source: 'shop' });
    expect(tables[0]).toMatchObject({ rowCount: 100 });
    expect(finished.resources).toMatchObject([{ stopped_by: 'records' }]);
  });

  test('runs unsaved texts beside saved ones, with the packages of the project', async () => {
    const saved = moduleOf('yield { id: 1 };');
    const project = await projectOf(saved, { shared: 'export const one = 1;\n' });
    await project.write(
      'node_modules/answer/package.json',
      '{ "type": "module", "exports": "./answer.js", "types": "./answer.d.ts" }',
    );
    await project.write('node_modules/answer/answer.js', 'export const answer = 42;\n');
    await project.write('node_modules/answer/answer.d.ts', 'export declare const answer: number;\n');
    await project.write('package.json', '{ "type": "commonjs" }');
    const head = `import { answer } from 'answer';\nimport { one } from './shared.ts';\nimport { two } from './fresh/two.ts';`;
    const modules = {
      'my_api.ts': moduleOf('yield { answer, one, two };', { head }),
      'fresh/two.ts': 'export const two = 2;\n',
    };
    const { rowsOf, finished } = await runPreview(project, { source: 'shop', modules });
    expect(finished.error).toBeUndefined();
    expect(rowsOf('items')).toMatchObject([{ answer: '42', one: '1', two: '2' }]);
    expect(await project.read('custom_sources/my_api.ts')).toBe(saved);
    expect(readdirSync(project.path('custom_sources')).sort()).toEqual(['my_api.ts', 'shared.ts']);
    expect(readdirSync(project.path('.dango/cache/previews'))).toEqual([]);
  });

  test('runs a module that has no file yet', async () => {
    const project = await createTempProject({ sourcesYml, env: { TOKEN: 'any-token' } });
    const modules = { 'my_api.ts': moduleOf('yield { id: 1 };') };
    expect((await runPreview(project, { source: 'shop', modules })).finished.status).toBe('succeeded');
    expect(existsSync(project.path('custom_sources'))).toBe(false);
  });

  test('masks its secret in exchanges, errors and what it prints', async () => {
    await using api = await startSampleApi();
    const body = `
      console.log('token', token);
      const answer = await client.get('/users/1?note=' + token);
      yield answer.json();
      throw new Error('I know ' + token);`;
    const project = await projectOf(moduleOf(body, { url: api.url }));
    const { events, exchanges, finished } = await runPreview(project, { source: 'shop' });
    expect(events).toContainEqual(expect.objectContaining({ type: 'log', stream: 'stdout', text: 'token ***' }));
    expect(exchanges[0]?.url).toMatch(/note=\*\*\*$/);
    expect(finished).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('I know ***') } });
    expect(JSON.stringify(events)).not.toContain(credentials.token);
  });
});

describe('faults of an unsaved module have their place in the file that it will be', () => {
  test.each([
    [
      'a type error',
      moduleOf('const id: number = "one";\n      yield { id };'),
      'module-invalid',
      { line: 8, column: 13 },
    ],
    ['a syntax error', moduleOf('yield {;'), 'module-invalid', { line: 8 }],
    [
      'an error while it is imported',
      moduleOf('yield {};', { head: 'throw new Error("no");' }),
      'module-invalid',
      { line: 2, column: 7 },
    ],
    [
      'an error in its generator',
      moduleOf('yield {};\n      throw new Error("no");'),
      'module-failed',
      { line: 9, column: 13 },
    ],
    ['a process that ends', moduleOf('process.exit(3);'), 'module-failed', { line: 1, column: 1 }],
  ])('%s', async (_title, text, code, place) => {
    const project = await projectOf(moduleOf('yield { id: 1 };'));
    const { finished } = await runPreview(project, { source: 'shop', modules: { 'my_api.ts': text } });
    expect(finished).toMatchObject({
      status: 'failed',
      error: { code, at: { file: 'custom_sources/my_api.ts', ...place } },
    });
    expect(JSON.stringify(finished)).not.toContain('previews');
  });

  test('a type error in another file of it', async () => {
    const project = await projectOf(moduleOf('yield { id };', { head: `import { id } from './shared.ts';` }));
    const modules = { 'shared.ts': 'export const id: number = "one";\n' };
    const { finished } = await runPreview(project, { source: 'shop', modules });
    expect(finished.error).toMatchObject({ at: { file: 'custom_sources/shared.ts', line: 1, column: 14 } });
  });

  test.each(['../outside.ts', '/tmp/outside.ts', 'notes.txt'])('a file that is none of its own: %s', async (path) => {
    const project = await projectOf(moduleOf('yield { id: 1 };'));
    const { finished } = await runPreview(project, { source: 'shop', modules: { [path]: '' } });
    expect(finished).toMatchObject({ status: 'failed', error: { code: 'usage-invalid' } });
    expect(finished.error?.message).toContain(path);
  });
});
