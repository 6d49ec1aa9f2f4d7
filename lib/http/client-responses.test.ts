import { describe, expect, test } from 'vitest';
import { createFastClock } from '../../test/support/fast-clock.ts';
import { startServer, type ServerAnswer } from '../../test/support/start-server.ts';
import type { ResponseRule } from '../spec/response-rule.ts';
import { createHttpClient } from './create-http-client.ts';
import type { HttpRequest } from './http-client.ts';
import type { HttpEvent } from './http-event.ts';
import { runInHttpScope } from './http-scope.ts';
import { createMask } from './redact.ts';

/** Sends one request to a server that gives the answers in turn, the last one for ever. */
async function ask(rules: readonly ResponseRule[], answers: readonly ServerAnswer[], more: Partial<HttpRequest> = {}) {
  let count = 0;
  await using server = await startServer(() => answers[Math.min(count++, answers.length - 1)]);
  const clock = createFastClock();
  const events: HttpEvent[] = [];
  const client = createHttpClient({ baseUrl: server.url, clock, random: () => 0.5 });
  const scope = { onEvent: (event: HttpEvent) => void events.push(event), mask: createMask(['s3cret']) };
  const send = () => client.request({ url: '/x', responses: rules, ...more });
  const [settled] = await Promise.allSettled([runInHttpScope(scope, send)]);
  return {
    response: settled.status === 'fulfilled' ? settled.value : undefined,
    error: settled.status === 'rejected' ? (settled.reason as unknown) : undefined,
    count,
    waits: clock.waits,
    events,
  };
}

const busy: ServerAnswer = { json: { error: { code: 'busy' } } };
const fine: ServerAnswer = { json: { data: [1] } };

test('without a rule that fits everything is as usual, and the body is read once only', async () => {
  const { response, waits } = await ask([{ path: 'error', action: 'fail' }], [{ status: 503 }, fine]);
  expect(waits).toEqual([1000]);
  expect(response?.ruling).toBeUndefined();
  expect(response?.json()).toEqual({ data: [1] });
  const first = response?.json<{ data: number[] }>();
  first?.data.push(2);
  expect(response?.json()).toEqual({ data: [1] });
});

test.each(['ignore', 'stop_resource', 'skip_child'] as const)(
  '%s hands the response over, whatever its status, without a repetition',
  async (action) => {
    const { response, count } = await ask([{ status: '5xx', action }], [{ status: 503, body: 'gone' }]);
    expect(count).toBe(1);
    expect(response).toMatchObject({ status: 503, ruling: { action, cause: 'status 503' } });
  },
);

describe('retry', () => {
  const rule: ResponseRule = { path: 'error.code', equals: 'busy', action: 'retry' };

  test('asks again for an error inside of a 200, and tells why', async () => {
    const { response, events, waits } = await ask([rule], [busy, busy, fine]);
    expect(response?.json()).toEqual({ data: [1] });
    expect(waits).toEqual([1000, 2000]);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'request-retried', cause: 'status 200 with error.code = "busy"', waitMs: 1000 }),
    );
  });

  test('asks again by POST too, because the rule says so', async () => {
    expect(await ask([rule], [busy, fine], { method: 'POST', json: {} })).toMatchObject({ count: 2 });
  });

  test('ends with an error that says what the response stayed', async () => {
    const { error, count } = await ask([rule], [busy], { retry: { attempts: 3 } });
    expect(count).toBe(3);
    expect(error).toMatchObject({
      code: 'response-invalid',
      message: expect.stringMatching(
        /^The response stayed status 200 with error\.code = "busy": GET http:\S+\/x answered 200 OK \(attempt 3\)/,
      ) as string,
    });
  });

  test('ends with the next rule that fits and wants something else', async () => {
    const rules: ResponseRule[] = [
      { status: '5xx', action: 'retry' },
      { status: '5xx', action: 'skip_child' },
    ];
    const { response, count } = await ask(rules, [{ status: 501 }], { retry: { attempts: 2 } });
    expect(count).toBe(2);
    expect(response?.ruling).toEqual({ action: 'skip_child', cause: 'status 501' });
  });
});

describe('wait', () => {
  test('asks again after the wait, which is no attempt and holds back the whole client', async () => {
    const rule: ResponseRule = { status: 420, action: 'wait', waitMs: 90_000 };
    const calm = { status: 420 };
    const { response, waits, events } = await ask([rule], [calm, calm, calm, fine], { retry: { attempts: 2 } });
    expect(response?.status).toBe(200);
    expect(waits).toEqual([90_000, 90_000, 90_000]);
    expect(events.filter(({ type }) => type === 'request-retried')).toHaveLength(3);
  });

  test('may be longer than a server could ask for, as long as there is time for it', async () => {
    const rule: ResponseRule = { status: 420, action: 'wait', waitMs: 600_000 };
    const { waits, error } = await ask([rule], [{ status: 420 }]);
    expect(waits).toEqual([600_000]);
    expect(error).toMatchObject({ status: 420, hint: expect.stringContaining('retry.budget') as string });
  });

  test('takes what the server asks for where the rule names no time', async () => {
    const { waits } = await ask(
      [{ text: 'quota', action: 'wait' }],
      [{ status: 400, body: 'quota', headers: { 'retry-after': '12' } }, fine],
    );
    expect(waits).toEqual([12_000]);
  });
});

describe('fail', () => {
  test('ends at once, with the words of the rule and the status', async () => {
    const rules: ResponseRule[] = [{ status: 503, action: 'fail', message: 'The trial has ended for s3cret' }];
    const { error, count } = await ask(rules, [{ status: 503, body: 'pay' }]);
    expect(count).toBe(1);
    expect(error).toMatchObject({
      code: 'http-status',
      status: 503,
      message: expect.stringMatching(/^The trial has ended for \*\*\* with status 503/) as string,
    });
  });

  test('finds an error inside of a 200, and hides secrets in it', async () => {
    const { error } = await ask(
      [{ path: 'ok', equals: false, action: 'fail' }],
      [{ json: { ok: false, at: 's3cret' } }],
    );
    expect(error).toMatchObject({
      code: 'response-invalid',
      message: expect.stringMatching(
        /^The response is an error \(status 200 with ok = false\): GET \S+ answered 200 OK \(attempt 1\)\. The response says: \{"ok":false,"at":"\*\*\*"\}$/,
      ) as string,
    });
  });
});
