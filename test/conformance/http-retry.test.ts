import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { Clock } from '../../lib/http/clock.ts';
import { createHttpClient } from '../../lib/http/create-http-client.ts';
import { defaultHttpLimits } from '../../lib/http/default-limits.ts';
import type { HttpClient } from '../../lib/http/http-client.ts';
import { runInHttpScope } from '../../lib/http/http-scope.ts';
import { httpLimits } from '../../lib/sync/http-limits.ts';
import { loadProject } from '../../lib/project/load-project.ts';
import type { RetryOptions } from '../../lib/spec/retry-options.ts';
import { startServer, type ServerAnswer, type TestServer } from '../support/start-server.ts';
import { createTempProject } from '../support/temp-project.ts';

/** Time on which waits cost nothing. */
function fastClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  const skipped = (): number => waits.reduce((sum, ms) => sum + ms, 0);
  return { waits, now: () => Date.now() + skipped(), wait: async (ms) => void waits.push(ms) };
}

interface Retrying {
  readonly client: HttpClient;
  readonly server: TestServer;
  /** Seconds. */
  readonly waits: () => readonly number[];
}

/** A client of a server that gives its answers in turn, the last one for ever. */
async function against(answers: readonly ServerAnswer[], retry: RetryOptions = {}): Promise<Retrying> {
  let count = 0;
  const server = await startServer(() => answers[Math.min(count++, answers.length - 1)] ?? {});
  const clock = fastClock();
  const client = createHttpClient({ baseUrl: server.url, clock, random: () => 0.5, retry });
  return { client, server, waits: () => clock.waits.map((ms) => ms / 1000) };
}

const busy = { status: 503 };
const fine = { json: { ok: true } };

describe('statuses', () => {
  test('HT-01 (differs) ten attempts within 15 minutes, after 429 and the failures that pass, with growing waits', async () => {
    expect(defaultHttpLimits).toMatchObject({ maxAttempts: 10, retryBudgetMs: 900_000, maxWaitMs: 300_000 });
    const failing = [429, 500, 502, 503, 504].map((status) => ({ status }));
    const { client, server, waits } = await against([...failing, fine]);
    expect(await client.request({ url: '/x' })).toMatchObject({ status: 200 });
    expect(server.requests).toHaveLength(6);
    expect(waits()).toEqual([1, 2, 4, 8, 16]);
    const { client: other } = await against([{ status: 501 }]);
    await expect(other.request({ url: '/x' })).rejects.toMatchObject({ status: 501, attempts: 1 });
  });

  test('HT-02 (differs) attempts and statuses are set; what else counts as a failure is a rule for responses', async () => {
    const answers = [{ status: 409 }, { json: { state: 'pending' } }, fine];
    const { client, server } = await against(answers, { attempts: 14, statuses: [409] });
    const responses = [{ path: 'state', equals: 'pending', action: 'retry' }] as const;
    expect((await client.request({ url: '/x', responses })).json()).toEqual({ ok: true });
    expect(server.requests).toHaveLength(3);
    const { client: busyClient } = await against([busy], { attempts: 14, budgetMs: 10_000_000 });
    await expect(busyClient.request({ url: '/x' })).rejects.toMatchObject({ status: 503, attempts: 14 });
  });

  test('HT-03 a server that stays busy is given up after the last attempt; its answer can be had', async () => {
    const { client, server } = await against([busy], { attempts: 5 });
    await expect(client.request({ url: '/x' })).rejects.toMatchObject({ status: 503, attempts: 5 });
    expect(server.requests).toHaveLength(5);
    expect(await client.request({ url: '/x', throwsOnStatus: false })).toMatchObject({ status: 503 });
    expect(server.requests).toHaveLength(10);
  });

  test('HT-04 a server that comes back is heard', async () => {
    const { client, server } = await against([busy, busy, fine]);
    expect(await client.request({ url: '/x' })).toMatchObject({ status: 200 });
    expect(server.requests).toHaveLength(3);
  });

  test('HT-05 (differs) a rule takes a failure for the end of the list, without an attempt more', async () => {
    const { client, server } = await against([busy]);
    const responses = [{ status: 503, action: 'ignore' }] as const;
    expect(await client.request({ url: '/x', responses })).toMatchObject({ status: 503, ruling: { action: 'ignore' } });
    expect(server.requests).toHaveLength(1);
  });

  test('HT-07 (differs) what the body says can be a reason to ask again; where it stays so, that is an error', async () => {
    const responses = [{ text: 'error', action: 'retry' }] as const;
    const { client, server } = await against([{ body: 'error' }, { body: 'error' }, { body: 'success' }]);
    expect((await client.request({ url: '/x', responses })).text()).toBe('success');
    expect(server.requests).toHaveLength(3);
    const { client: other, server: stubborn } = await against([{ body: 'error' }], { attempts: 5 });
    await expect(other.request({ url: '/x', responses })).rejects.toMatchObject({ code: 'response-invalid' });
    expect(stubborn.requests).toHaveLength(5);
  });

  test('HT-08 a wait that the server asks for is kept', async () => {
    const { client, waits } = await against([{ status: 429, headers: { 'retry-after': '4' } }, fine]);
    expect(await client.request({ url: '/x' })).toMatchObject({ status: 200 });
    expect(waits()).toHaveLength(1);
    expect(waits()[0]).toBeGreaterThanOrEqual(4);
    expect(waits()[0]).toBeLessThan(5);
  });
});

describe('connections', () => {
  test('HT-06 one that breaks, a body that is cut and a server that is silent are tried until the attempts are used up', async () => {
    const breaks: readonly (readonly [string, (response: ServerResponse) => void])[] = [
      ['http-unreachable', (response) => response.destroy()],
      [
        'http-unreachable',
        (response) => void response.writeHead(200, { 'content-length': '100' }).write('{', () => response.destroy()),
      ],
      ['http-timeout', () => {}],
    ];
    for (const [code, answer] of breaks) {
      const server = await startServer((_request, response) => {
        answer(response);
        return undefined;
      });
      // A host that has answered before is not taken for a wrong address.
      const client = createHttpClient({ baseUrl: server.url, clock: fastClock(), retry: { attempts: 5 } });
      const limits = { requestTimeoutMs: 50, unreachableAfterMs: 1_000_000 };
      const failure = runInHttpScope({ limits }, () => client.request({ url: '/x' }));
      await expect(failure).rejects.toMatchObject({ code });
      expect(server.requests).toHaveLength(5);
      await server.close();
    }
  });

  test('HT-09 (differs) project.yml sets the limits of all requests', async () => {
    const project = await createTempProject({ projectYml: 'limits: { max_attempts: 2 }\n' });
    const limits = httpLimits(loadProject(project.root).settings.limits);
    const { client, server } = await against([busy]);
    await expect(runInHttpScope({ limits }, () => client.request({ url: '/x' }))).rejects.toMatchObject({
      attempts: 2,
    });
    expect(server.requests).toHaveLength(2);
  });
});
