import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { listProcesses } from '../../test/support/list-processes.ts';
import { runPreview } from '../../test/support/run-preview.ts';
import { startServer, type TestServer } from '../../test/support/start-server.ts';
import { createTempProject, type TempProject } from '../../test/support/temp-project.ts';
import { enginePaths } from '../util/engine-paths.ts';
import { previewSource } from './preview-source.ts';
import { promptMs } from '../../test/support/prompt.ts';

interface SilentServer extends TestServer {
  /** Resolves with the first request; none is answered but one for a greeting, once another one is there. */
  readonly wasAsked: Promise<void>;
}

async function startSilentServer(): Promise<SilentServer> {
  const { promise: wasAsked, resolve: ask } = Promise.withResolvers<void>();
  const server = await startServer(async ({ path }) => {
    if (path === '/greeting') {
      await wasAsked;
      return { json: [] };
    }
    ask();
    return await new Promise<never>(() => {});
  });
  return { ...server, wasAsked };
}

/** A REST source, and a module that does not want to stop. */
async function projectOf(url: string): Promise<TempProject> {
  return await createTempProject({
    sourcesYml: `version: 1
sources:
  - name: rest
    type: rest_api
    rest_api: { base_url: "${url}", resources: [{ name: users, endpoint: /users }] }
  - name: module
    type: dlt_native
    dlt_native: { source_module: custom_sources.stubborn }
`,
    customSources: {
      stubborn: `import { resource, source } from 'dango';
export const stubborn = source({
  resources: () => resource('users', { writeDisposition: 'replace' }, async function* () {
    process.on('SIGTERM', () => {});
    const answer = fetch('${url}/users');
    // What never lets go of its thread would not send a request either.
    await fetch('${url}/greeting');
    for (;;);
    yield (await answer).json();
  }),
});
`,
    },
  });
}

function expectNothingLeft(project: TempProject): void {
  expect(listProcesses(project.root)).toEqual([]);
  expect(readdirSync(project.path('.dango/cache/previews'))).toEqual([]);
}

describe('a preview that is cancelled', () => {
  test.each(['rest', 'module'])('ends within two seconds and leaves no process: %s', async (source) => {
    await using server = await startSilentServer();
    const project = await projectOf(server.url);
    const cancel = new AbortController();
    let abortedAt = 0;
    void server.wasAsked.then(() => {
      expect(listProcesses(project.root)).not.toEqual([]);
      abortedAt = performance.now();
      cancel.abort();
    });
    const { finished } = await runPreview(project, { source }, { signal: cancel.signal });
    expect(performance.now() - abortedAt).toBeLessThan(promptMs);
    expect(finished).toMatchObject({ status: 'cancelled', resources: [], error: { code: 'run-cancelled' } });
    expectNothingLeft(project);
  });

  test('before it began asks nothing', async () => {
    await using server = await startSilentServer();
    const project = await projectOf(server.url);
    const { finished } = await runPreview(project, { source: 'rest' }, { signal: AbortSignal.abort() });
    expect(finished.status).toBe('cancelled');
    expect(server.requests).toEqual([]);
    expectNothingLeft(project);
  });

  test('by the listener going away leaves no process either', async () => {
    await using server = await startSilentServer();
    const project = await projectOf(server.url);
    const { signal } = new AbortController();
    for await (const event of previewSource({ projectRoot: project.root, source: 'rest' }, { signal })) {
      if (event.type === 'resource-started') break;
    }
    expectNothingLeft(project);
  });
});

test('a preview that takes too long fails, and says so', async () => {
  await using server = await startSilentServer();
  const project = await projectOf(server.url);
  const { finished } = await runPreview(project, { source: 'rest', limits: { timeoutSeconds: 1 } });
  expect(finished).toMatchObject({ status: 'failed', error: { code: 'run-failed' } });
  expect(finished.error?.message).toContain('longer than 1 s');
  expectNothingLeft(project);
});

test('a preview does not outlive the process that asked for it', async () => {
  await using server = await startSilentServer();
  const project = await projectOf(server.url);
  const program = `
    import { previewSource } from ${JSON.stringify(enginePaths.file('lib/index'))};
    const request = { projectRoot: ${JSON.stringify(project.root)}, source: 'rest' };
    for await (const event of previewSource(request, { signal: new AbortController().signal })) void event;`;
  const asker = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'ignore' });
  await server.wasAsked;
  expect(listProcesses(project.root).length).toBeGreaterThan(1);
  asker.kill('SIGKILL');
  await expect.poll(() => listProcesses(project.root), { timeout: 5000 }).toEqual([]);
  expectNothingLeft(project);
});

/** A program that tests a source of a project, and keeps the process of the test. */
const keepingProgram = (project: TempProject, then: string): string => `
  import { previewSource } from ${JSON.stringify(enginePaths.file('lib/index'))};
  const request = { projectRoot: ${JSON.stringify(project.root)}, source: 'rest', keepsRecording: true };
  const options = { signal: new AbortController().signal, keepsProcess: true };
  for await (const event of previewSource(request, options)) void event;
  console.log('done');
  ${then}`;

test.each([
  ['ends by itself', ''],
  ['is killed', 'setInterval(() => {}, 1000);'],
])('a kept process ends with the one that keeps it, which %s', async (_title, then) => {
  await using server = await startServer(() => ({ json: [{ id: 1 }] }));
  const project = await projectOf(server.url);
  const keeper = spawn(process.execPath, ['--input-type=module', '--eval', keepingProgram(project, then)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(keeper, 'exit');
  await once(keeper.stdout, 'data');
  if (then !== '') {
    // The keeper and what it keeps.
    expect(listProcesses(project.root)).toHaveLength(2);
    keeper.kill('SIGKILL');
  }
  expect(await ended).toEqual(then === '' ? [0, null] : [null, 'SIGKILL']);
  await expect.poll(() => listProcesses(project.root), { timeout: promptMs }).toEqual([]);
});
