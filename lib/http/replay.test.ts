import { expect, test } from 'vitest';
import { startServer } from '../../test/support/start-server.ts';
import { createApiKeyAuthenticator } from './api-key-authenticator.ts';
import { createHttpClient } from './create-http-client.ts';
import type { Exchange } from './exchange.ts';
import type { HttpClient } from './http-client.ts';
import { runInHttpScope, type HttpScope } from './http-scope.ts';
import { createMask } from './redact.ts';
import { createReplay, type RecordedExchange } from './replay.ts';

const key = 'key-of-the-shop';
const mask = createMask([key]);

/** What a work does, and what was recorded of it. */
async function record<Result>(work: () => Promise<Result>, scope: HttpScope = {}) {
  const recording: RecordedExchange[] = [];
  let next = 1;
  const recorder = {
    begin: () => next++,
    record: (exchange: Exchange) => void recording.push({ ...exchange, isBodyCut: false }),
  };
  const result = await runInHttpScope({ ...scope, mask, recorder }, work);
  return { recording, result };
}

const auth = createApiKeyAuthenticator({ apiKey: key, location: 'query', name: 'api_key' });

async function askForAll(client: HttpClient): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  for (const url of ['/moved', '/count', '/count', '/latin']) answers.push((await client.request({ url })).json());
  const search = { url: '/search', method: 'POST', json: { token: key, page: 1 } };
  answers.push((await client.request(search)).json());
  answers.push(await client.request({ url: '/missing' }).catch((error: Error) => error.message));
  return answers;
}

test('a recording answers as the API did, without network, credentials and waits', async () => {
  let asked = 0;
  const server = await startServer(({ path, query, method, body }) => {
    if (path === '/moved') return { status: 302, headers: { location: '/here?x=1' } };
    if (path === '/count') return { json: { count: ++asked } };
    if (path === '/missing') return { status: 404, json: { error: 'gone' } };
    if (path !== '/latin') return { json: { method, query, body } };
    const headers = { 'content-type': 'application/json; charset=latin1' };
    return { headers, body: Buffer.from('["\u00e9"]', 'latin1') };
  });
  const first = await record(() => askForAll(createHttpClient({ baseUrl: server.url, auth })));
  expect(first.result.slice(1, 4)).toEqual([{ count: 1 }, { count: 2 }, ['\u00e9']]);
  await server.close();
  // At this rate the second request would be sent in an hour.
  const slow = createHttpClient({ baseUrl: server.url, auth, rateLimit: { requests: 1, per: 'hour' } });
  const again = await record(() => askForAll(slow), { replay: createReplay(first.recording) });
  expect(again.result).toEqual(JSON.parse(JSON.stringify(first.result).replaceAll(key, '***')));
  expect(again.recording.map(({ status, responseBody }) => [status, responseBody])).toEqual(
    first.recording.map(({ status, responseBody }) => [status, responseBody]),
  );
});

const answered: RecordedExchange = {
  number: 1,
  resource: 'items',
  method: 'GET',
  url: 'https://api.example.com/items',
  requestHeaders: {},
  requestBody: undefined,
  status: 200,
  responseHeaders: { 'content-type': 'application/json' },
  responseBytes: 2,
  responseBody: '[]',
  startedAt: '2026-01-01T00:00:00Z',
  durationMs: 1,
  attempts: 1,
  reason: undefined,
  error: undefined,
  isBodyCut: false,
};

test.each([
  ['another address', answered, '/others', 'recording-incomplete', 'has no request GET https://api.example.com/others'],
  ['a body that was cut', { ...answered, isBodyCut: true }, '/items', 'recording-incomplete', 'only the beginning'],
  [
    'a body that was no text',
    { ...answered, responseBody: undefined },
    '/items',
    'recording-incomplete',
    'was no text',
  ],
  [
    'a request without an answer',
    { ...answered, status: 0, responseBytes: 0, responseBody: undefined, error: 'connection refused' },
    '/items',
    'http-unreachable',
    'connection refused',
  ],
])('%s is told, and nothing is asked again', async (_title, exchange, url, code, message) => {
  const client = createHttpClient({ baseUrl: 'https://api.example.com' });
  const asked = record(() => client.request({ url }), { replay: createReplay([exchange]) });
  await expect(asked).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string });
});

test('what was refused in the end is refused again at once', async () => {
  const busy = { ...answered, status: 503, attempts: 10 };
  const client = createHttpClient({ baseUrl: 'https://api.example.com' });
  const asked = record(() => client.request({ url: '/items' }), { replay: createReplay([busy]) });
  await expect(asked).rejects.toMatchObject({ code: 'http-status', context: { status: 503, attempts: 1 } });
});
