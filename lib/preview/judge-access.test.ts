import { expect, test } from 'vitest';
import { judgeAccess, type JudgedExchange } from './judge-access.ts';

const exchange = (status: number, more: Partial<JudgedExchange> = {}): JudgedExchange => ({
  url: 'https://api.example.com/items',
  status,
  requestHeaders: { accept: 'application/json' },
  responseHeaders: {},
  ...more,
});
const bearer = { requestHeaders: { authorization: 'Bearer ***' } };
const notUsable = { code: 'records-missing', message: 'No records at "data".', hint: 'It has items.' } as const;

test.each([
  ['credentials that were taken', exchange(200, bearer), 'accepted', 'sent as the header "authorization: Bearer ***"'],
  [
    'a key in the query',
    exchange(200, { url: 'https://x.example/?api_key=***&page=1' }),
    'accepted',
    'the parameter "api_key"',
  ],
  ['an API that wants none', exchange(200), 'open', 'answers 200 without credentials'],
  [
    'a refused token',
    exchange(401, bearer),
    'refused',
    'wants other credentials. The credentials were sent as the header',
  ],
  ['a missing token', exchange(401), 'refused', 'wants other credentials. No credentials were sent.'],
  ['a missing permission', exchange(403, bearer), 'refused', 'does not allow this request'],
  ['a wrong address', exchange(404, bearer), 'unclear', 'answers 404, which says nothing about the credentials'],
  ['a busy API', exchange(503, bearer), 'unclear', 'answers 503'],
  ['no answer', exchange(0, bearer), 'failed', 'No request was sent.'],
  ['no request', undefined, 'failed', 'No request was sent.'],
])('%s', (_title, sent, verdict, message) => {
  expect(judgeAccess(sent, undefined)).toMatchObject({ verdict, message: expect.stringContaining(message) as string });
});

test('the next step is told: what the API asks for, where to set it, what the error of the engine says', () => {
  const challenge = { responseHeaders: { 'www-authenticate': 'Bearer realm="x"' } };
  expect(judgeAccess(exchange(401, challenge), undefined).hint).toBe(
    'Set auth at the source. It asks for: Bearer realm="x".',
  );
  expect(judgeAccess(exchange(401, bearer), undefined).hint).toContain('Compare name and prefix');
  expect(
    judgeAccess(exchange(401, { redirectedTo: 'https://b.example/' }), {
      code: 'http-status',
      message: 'x',
      hint: 'Set base_url.',
    }).hint,
  ).toBe('Set base_url.');
  expect(judgeAccess(exchange(200, bearer), notUsable)).toMatchObject({
    verdict: 'unclear',
    message: 'The API answers 200, but the answer is not usable: No records at "data".',
    hint: 'It has items.',
  });
  expect(judgeAccess(undefined, { code: 'http-unreachable', message: 'Nobody answers.', hint: 'Start it.' })).toEqual({
    verdict: 'failed',
    message: 'Nobody answers.',
    hint: 'Start it.',
    sentWith: [],
  });
});
