import { expect, test } from 'vitest';

import type { RunEvent } from '../../lib/index.ts';
import { describeEvent } from './describe-event.ts';

const paint = (_style: string, text: string): string => text;
const describe = (event: RunEvent, isVerbose = false) => describeEvent(event, { source: 'shop', paint, isVerbose });

const request: RunEvent = {
  type: 'request-finished',
  resource: 'orders',
  exchange: 3,
  method: 'GET',
  attempt: 1,
  url: 'http://127.0.0.1:8080/orders?page=2',
  status: 200,
  bytes: 1200,
  durationMs: 34,
  excerpt: '{"data": [\n{"id": 1}',
};

test('a request with the beginning of its response is only told when asked for', () => {
  expect(describe(request)).toBeUndefined();
  expect(describe(request, true)).toBe(
    'shop.orders  GET http://127.0.0.1:8080/orders?page=2 → 200 (1.2 KB, 34 ms)\n  {"data": [\\n{"id": 1}\n',
  );
});

test('a failed resource is told with its error', () => {
  const error = { code: 'http-status', message: 'Request failed with status 401', hint: 'Check the token.' } as const;
  expect(describe({ type: 'resource-failed', resource: 'orders', error })).toBe(
    'shop.orders  failed\nerror: Request failed with status 401\n  → Check the token.\n',
  );
});

test('what user code prints cannot move the cursor', () => {
  expect(describe({ type: 'log', stream: 'stdout', text: 'one\n\u001b[Atwo\n' })).toBe('shop  one\n\\x1b[Atwo\n');
});

test('a wait says how long and why', () => {
  const retried: RunEvent = {
    type: 'request-retried',
    resource: 'orders',
    exchange: 1,
    method: 'GET',
    url: 'http://127.0.0.1/',
    cause: 'status 429',
    attempt: 1,
    waitMs: 2000,
  };
  expect(describe(retried)).toBe('shop.orders  status 429, tries again in 2.0 s\n');
});
