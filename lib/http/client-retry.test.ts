import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createFastClock } from '../../test/support/fast-clock.ts';
import { systemClock } from './clock.ts';
import { createHttpClient } from './create-http-client.ts';
import type { HttpEvent } from './http-event.ts';
import { runInHttpScope, type HttpLimits } from './http-scope.ts';
import { promptMs } from '../../test/support/prompt.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A server that gives its answers in turn, the last one for ever, and counts. */
async function serve(...answers: readonly Answer[]) {
  const seen = { count: 0, baseUrl: '' };
  const server = createServer((request, response) => {
    answers[Math.min(seen.count++, answers.length - 1)]?.(response, request);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => server.closeAllConnections());
  return Object.assign(seen, { baseUrl: await listen(server) });
}

async function listen(server: Server): Promise<string> {
  if (!server.listening) await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answer(status: number, headers: Record<string, string> = {}): Answer {
  return (response) => response.writeHead(status, headers).end('{"ok":true}');
}

function observe<Result>(work: () => Promise<Result>, limits: Partial<HttpLimits> = {}) {
  const events: HttpEvent[] = [];
  return { events, result: runInHttpScope({ onEvent: (event) => void events.push(event), limits }, work) };
}

describe('repetition', () => {
  test('goes on until the server answers, and tells every wait', async () => {
    const server = await serve(answer(503), answer(502), answer(200));
    const clock = createFastClock();
    const client = createHttpClient({ baseUrl: server.baseUrl, clock, random: () => 0.5 });
    const { events, result } = observe(() => client.request({ url: '/x' }));
    expect((await result).json()).toEqual({ ok: true });
    expect(server.count).toBe(3);
    expect(clock.waits).toEqual([1000, 2000]);
    expect(events).toMatchObject([
      { type: 'request-finished', status: 503, attempt: 1 },
      { type: 'request-retried', cause: 'status 503', attempt: 1, waitMs: 1000 },
      { type: 'request-finished', status: 502, attempt: 2 },
      { type: 'request-retried', cause: 'status 502', attempt: 2, waitMs: 2000 },
      { type: 'request-finished', status: 200, attempt: 3 },
    ]);
  });

  test('ends after the last attempt with the status and the count', async () => {
    const server = await serve(answer(500));
    const client = createHttpClient({ baseUrl: server.baseUrl, clock: createFastClock() });
    await expect(client.request({ url: '/x' })).rejects.toMatchObject({ status: 500, attempts: 10 });
    expect(server.count).toBe(10);
  });

  test('spares a POST unless it is declared repeatable', async () => {
    const server = await serve(answer(500), answer(500), answer(200));
    const client = createHttpClient({ baseUrl: server.baseUrl, clock: createFastClock() });
    await expect(client.request({ method: 'POST', url: '/x', json: {} })).rejects.toMatchObject({ attempts: 1 });
    await client.request({ method: 'POST', url: '/x', json: {}, isRepeatable: true });
    expect(server.count).toBe(3);
  });

  test('is as the client says, and as the request says where it says more', async () => {
    const server = await serve(answer(500), answer(500), answer(409), answer(200));
    const client = createHttpClient({
      baseUrl: server.baseUrl,
      clock: createFastClock(),
      retry: { attempts: 2, statuses: [500], post: true },
    });
    await expect(client.request({ method: 'POST', url: '/x' })).rejects.toMatchObject({ status: 500, attempts: 2 });
    await client.request({ url: '/x', retry: { statuses: [409] } });
    expect(server.count).toBe(4);
  });

  test('does not count the waits that the server asks for', async () => {
    const server = await serve(
      ...Array.from({ length: 12 }, () => answer(429, { 'retry-after': '30' })),
      answer(500),
      answer(200),
    );
    const clock = createFastClock();
    const client = createHttpClient({ baseUrl: server.baseUrl, clock, random: () => 0.5, retry: { attempts: 2 } });
    const { events, result } = observe(() => client.request({ url: '/x' }));
    await result;
    expect(clock.waits).toEqual([...Array.from({ length: 12 }, () => 30_000), 1000]);
    expect(events.filter(({ type }) => type === 'request-retried')).toHaveLength(13);
  });

  test('ends when the time for one request is used up', async () => {
    const server = await serve(answer(429, { 'retry-after': '100' }));
    const clock = createFastClock();
    const client = createHttpClient({ baseUrl: server.baseUrl, clock, retry: { budgetMs: 250_000 } });
    await expect(client.request({ url: '/x' })).rejects.toMatchObject({
      status: 429,
      attempts: 3,
      hint: expect.stringContaining('retry.budget') as string,
    });
    expect(clock.waits).toEqual([100_000, 100_000]);
  });

  test('happens after a body that was cut and after a broken connection', async () => {
    const server = await serve(
      (response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"half":', () => response.destroy());
      },
      (response) => response.destroy(),
      answer(200),
    );
    const client = createHttpClient({ baseUrl: server.baseUrl, clock: createFastClock() });
    const { events, result } = observe(() => client.request({ url: '/x' }));
    await result;
    const causes = events.flatMap((event) => (event.type === 'request-retried' ? [event.cause] : []));
    expect(causes).toEqual(['the response broke off', expect.stringMatching(/^connection/)]);
    expect(server.count).toBe(3);
  });

  test('happens after a compressed body that was cut', async () => {
    const whole = gzipSync(
      JSON.stringify(Array.from({ length: 5000 }, (_, id) => ({ id, name: `name ${id * 7919}` }))),
    );
    const headers = { 'content-encoding': 'gzip' };
    const server = await serve(
      (response) => {
        response.writeHead(200, headers).write(whole.subarray(0, whole.length / 2), () => response.destroy());
      },
      // The length is right, the content is not all of it.
      (response) => response.writeHead(200, headers).end(whole.subarray(0, whole.length - 20)),
      (response) => response.writeHead(200, headers).end(whole),
    );
    const client = createHttpClient({ baseUrl: server.baseUrl, clock: createFastClock() });
    const response = await client.request({ url: '/x' });
    expect(response.json()).toHaveLength(5000);
    expect(server.count).toBe(3);
  });

  test('happens after an attempt that took too long, and ends as a timeout', async () => {
    const server = await serve(() => undefined);
    const client = createHttpClient({ baseUrl: server.baseUrl, clock: createFastClock() });
    const { result } = observe(() => client.request({ url: '/slow' }), { requestTimeoutMs: 40, maxAttempts: 2 });
    await expect(result).rejects.toMatchObject({
      code: 'http-timeout',
      message: expect.stringContaining('(attempt 2)') as string,
    });
    expect(server.count).toBe(2);
  });

  test('is ended at once by the signal', async () => {
    const server = await serve(answer(503, { 'retry-after': '100' }));
    const controller = new AbortController();
    const client = createHttpClient({ baseUrl: server.baseUrl });
    const scope = {
      signal: controller.signal,
      onEvent: (event: HttpEvent) => event.type === 'request-retried' && controller.abort(),
    };
    const startedAt = performance.now();
    await expect(runInHttpScope(scope, () => client.request({ url: '/x' }))).rejects.toMatchObject({
      code: 'run-cancelled',
    });
    expect(performance.now() - startedAt).toBeLessThan(promptMs);
  });

  test('a signal also ends a request that is under way', async () => {
    const controller = new AbortController();
    const server = await serve(() => controller.abort());
    const client = createHttpClient({ baseUrl: server.baseUrl });
    await expect(client.request({ url: '/x', signal: controller.signal })).rejects.toMatchObject({
      code: 'run-cancelled',
    });
  });
});

describe('a server that asks for a pause', () => {
  test('gets it, without jitter', async () => {
    const server = await serve(answer(429, { 'retry-after': '7' }), answer(200));
    const clock = createFastClock();
    await createHttpClient({ baseUrl: server.baseUrl, clock }).request({ url: '/x' });
    expect(clock.waits).toEqual([7000]);
  });

  test('gets it by the instant at which its limit is reset, told by its own clock', async () => {
    const now = Date.parse('2020-01-01T00:00:00Z');
    const headers = {
      date: new Date(now).toUTCString(),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(now / 1000 + 45),
    };
    const server = await serve(answer(403, headers), answer(200));
    const clock = createFastClock();
    await createHttpClient({ baseUrl: server.baseUrl, clock }).request({ url: '/x' });
    expect(clock.waits).toEqual([45_000]);
  });

  test('gets it before it has to refuse, when its limit is used up', async () => {
    const server = await serve(answer(200, { 'ratelimit-remaining': '0', 'ratelimit-reset': '20' }), answer(200));
    const clock = createFastClock();
    const client = createHttpClient({ baseUrl: server.baseUrl, clock });
    await client.request({ url: '/1' });
    const { events, result } = observe(() => client.request({ url: '/2' }));
    await result;
    expect(clock.waits[0]).toBeGreaterThan(19_000);
    expect(events[0]).toMatchObject({ type: 'request-delayed', waitMs: clock.waits[0] });
  });

  test('is told the end, not waited for, when it asks for too much', async () => {
    const server = await serve(answer(429, { 'retry-after': '7200' }));
    const clock = createFastClock();
    const client = createHttpClient({ baseUrl: server.baseUrl, clock });
    await expect(client.request({ url: '/x' })).rejects.toMatchObject({
      status: 429,
      attempts: 1,
      hint: 'Sync again in 2 hours, or set retry.max_wait of the source to 7200: the API asks for that wait.',
    });
    expect(clock.waits).toEqual([]);
  });

  test('gets it from the whole client', async () => {
    const server = await serve(answer(429, { 'retry-after': '60' }), answer(200));
    const clock = createFastClock();
    const client = createHttpClient({ baseUrl: server.baseUrl, clock });
    await expect(observe(() => client.request({ url: '/1' }), { maxAttempts: 1 }).result).rejects.toMatchObject({
      status: 429,
    });
    expect(clock.waits).toEqual([]);
    const { events, result } = observe(() => client.request({ url: '/2' }));
    await result;
    expect(clock.waits[0]).toBeGreaterThan(59_000);
    expect(events[0]).toMatchObject({ type: 'request-delayed', waitMs: clock.waits[0] });
  });
});

test('a server that refuses without naming a time is asked less often', async () => {
  const server = await serve(answer(429), answer(200));
  const clock = createFastClock();
  const client = createHttpClient({ baseUrl: server.baseUrl, clock, random: () => 0.5 });
  await client.request({ url: '/1' });
  const { events, result } = observe(async () => {
    await client.request({ url: '/2' });
    return client.request({ url: '/3' });
  });
  await result;
  const waits = events.flatMap((event) => (event.type === 'request-delayed' ? [event.waitMs] : []));
  expect(waits).toHaveLength(2);
  expect(waits[0]).toBeGreaterThan(waits[1] ?? 0);
});

test('spaces requests by the rate limit', async () => {
  const server = await serve(answer(200));
  const client = createHttpClient({ baseUrl: server.baseUrl, rateLimit: 10 });
  const { events, result } = observe(() => Promise.all([1, 2, 3].map((id) => client.request({ url: `/${id}` }))));
  const startedAt = performance.now();
  await result;
  expect(performance.now() - startedAt).toBeGreaterThan(190);
  expect(events.filter(({ type }) => type === 'request-delayed')).toHaveLength(2);
});

describe('a host that never answers', () => {
  async function findClosedPort(): Promise<string> {
    const server = createTcpServer().listen(0, '127.0.0.1');
    const url = await listen(server);
    server.close();
    await once(server, 'close');
    return url;
  }

  test('fails within its time when it refuses connections', async () => {
    const baseUrl = await findClosedPort();
    const clock = createFastClock();
    const startedAt = clock.now();
    const request = createHttpClient({ baseUrl, clock }).request({ url: '/users' });
    await expect(request).rejects.toMatchObject({
      code: 'http-unreachable',
      message: expect.stringContaining('connection refused (ECONNREFUSED)') as string,
      hint: expect.stringContaining('base_url') as string,
    });
    expect(clock.now() - startedAt).toBeLessThan(15_000);
  });

  test('fails within its time when a connection never comes about', async () => {
    let connections = 0;
    const silent = createTcpServer((socket) => {
      connections += 1;
      socket.resume();
    }).listen(0, '127.0.0.1');
    const url = (await listen(silent)).replace('http:', 'https:');
    const limits = { connectTimeoutMs: 300, unreachableAfterMs: 700 };
    const client = createHttpClient({
      clock: { ...systemClock, wait: () => systemClock.wait(10, new AbortController().signal) },
    });
    const { result } = observe(() => client.request({ url, method: 'POST' }), limits);
    await expect(result).rejects.toMatchObject({
      code: 'http-unreachable',
      message: expect.stringContaining('no connection in time') as string,
    });
    // Where nothing but their number ends it, there are ten attempts.
    expect(connections).toBeLessThan(5);
    await expect.poll(() => countConnections(silent)).toBe(0);
  });

  test('costs that time once, however many requests there are', async () => {
    const baseUrl = await findClosedPort();
    const clock = createFastClock();
    const client = createHttpClient({ baseUrl, clock });
    const startedAt = clock.now();
    for (let number = 0; number < 20; number++) {
      await expect(client.request({ url: `/${number}` })).rejects.toMatchObject({ code: 'http-unreachable' });
    }
    expect(clock.now() - startedAt).toBeLessThan(15_000);
  });

  test('a POST is repeated when the connection was refused, because nothing was sent', async () => {
    const baseUrl = await findClosedPort();
    const clock = createFastClock();
    await createHttpClient({ baseUrl, clock })
      .request({ url: '/', method: 'POST' })
      .catch(() => undefined);
    expect(clock.waits.length).toBeGreaterThan(1);
  });
});

function countConnections(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.getConnections((_error, count) => resolve(count));
  });
}
