import { get, type IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';

import type { RunRecord, StoredRunEvent } from '../lib/index.ts';
import { runCliHere } from './support/run-cli-here.ts';
import { spawnCli } from './support/run-cli.ts';
import { startServer } from './support/start-server.ts';
import { createTempProject } from './support/temp-project.ts';
import { startTestUiServer, type TestUiServer } from './support/ui-server.ts';
import { promptMs } from './support/prompt.ts';

// Needs the built UI, which `npm test` makes before.

const sourcesYml = (url: string): string => `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api: { base_url: "${url}", resources: [{ name: users, endpoint: /users }] }
`;

interface SeenEvent {
  readonly id: string;
  readonly event: StoredRunEvent;
}

function readStream(text: string): { readonly events: readonly SeenEvent[]; readonly hasEnd: boolean } {
  const events = [...text.matchAll(/^id: (\d+)\ndata: (.*)$/gm)].map(([, id = '', data = '']) => ({
    id,
    event: JSON.parse(data) as StoredRunEvent,
  }));
  return { events, hasEnd: /^event: end$/m.test(text) };
}

async function newestRun(server: TestUiServer): Promise<RunRecord | undefined> {
  const { text } = await server.ask('/api/runs', { headers: { cookie: server.cookie } });
  return (JSON.parse(text) as readonly RunRecord[])[0];
}

test('whoever comes back with the id of any event gets those behind it, each once', async () => {
  await using api = await startServer(() => ({ json: [{ id: 1 }, { id: 2 }] }));
  const project = await createTempProject({ sourcesYml: sourcesYml(api.url) });
  expect((await runCliHere(project.root, ['sync'])).exitCode).toBe(0);
  const server = await startTestUiServer(project.root);
  const path = `/api/runs/${(await newestRun(server))?.id}/events`;
  const ask = async (headers: Record<string, string> = {}, query = ''): ReturnType<TestUiServer['ask']> =>
    await server.ask(path + query, { headers: { cookie: server.cookie, ...headers } });
  const answer = await ask();
  expect(answer.headers['content-type']).toContain('text/event-stream');
  expect(answer.headers['connection']).toBe('close');
  expect(answer.text.startsWith('retry: 500\n\n')).toBe(true);
  const { events, hasEnd } = readStream(answer.text);
  expect(hasEnd).toBe(true);
  expect(events.map(({ event }) => event.seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.at(-1)?.event).toMatchObject({ type: 'run-finished', status: 'succeeded' });
  for (const [index, { id }] of events.slice(0, -1).entries()) {
    expect(readStream((await ask({ 'last-event-id': id })).text)).toEqual({ events: events.slice(index + 1), hasEnd });
    expect(readStream((await ask({}, `?after=${id}`)).text).events).toEqual(events.slice(index + 1));
  }
  const unknown = await server.ask('/api/runs/nothing/events', { headers: { cookie: server.cookie } });
  expect([unknown.status, unknown.text]).toEqual([404, expect.stringContaining('There is no run')]);
});

test('a server that is told to stop does not wait for an open stream, and the run goes on without it', async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { promise: wasAsked, resolve: noteRequest } = Promise.withResolvers<void>();
  await using api = await startServer(async () => {
    noteRequest();
    await released;
    return { json: [{ id: 1 }] };
  });
  const project = await createTempProject({ sourcesYml: sourcesYml(api.url) });
  const server = await startTestUiServer(project.root);
  const sync = spawnCli(project.root, ['sync', '--json']);
  await wasAsked;
  const stream = await new Promise<IncomingMessage>((resolve, reject) => {
    void newestRun(server).then((run) => {
      const options = { headers: { cookie: server.cookie }, agent: false };
      get(`${server.url}/api/runs/${run?.id}/events`, options, resolve).once('error', reject);
    });
  });
  stream.on('error', () => {});
  await new Promise((resolve) => stream.once('data', resolve));
  const ended = new Promise((resolve) => stream.once('close', resolve));
  stream.resume();
  const startedAt = performance.now();
  server.cli.kill('SIGTERM');
  await server.cli.finished;
  expect(performance.now() - startedAt).toBeLessThan(promptMs);
  await ended;
  release();
  expect((await sync.finished).exitCode).toBe(0);
});
