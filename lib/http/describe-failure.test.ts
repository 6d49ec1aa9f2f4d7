import { expect, test } from 'vitest';
import { describeNetworkFailure, type AttemptProgress } from './describe-failure.ts';

const sent: AttemptProgress = { isConnecting: false, hasResponse: false, isExpired: false };

function fail(code: string, message = 'message'): Error {
  return Object.assign(new Error(message), { code });
}

test.each([
  ['ECONNREFUSED', 'unreachable'],
  ['ENOTFOUND', 'name-unknown'],
  ['EAI_AGAIN', 'unreachable'],
  ['UND_ERR_CONNECT_TIMEOUT', 'unreachable'],
  ['ECONNRESET', 'reset'],
  ['UND_ERR_SOCKET', 'reset'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
  ['HPE_INVALID_CONSTANT', 'protocol'],
])('%s means "%s"', (code, kind) => {
  expect(describeNetworkFailure(fail(code), sent)).toMatchObject({ kind, systemCode: code, wasSent: true });
});

test('a host name with two addresses fails like the first of them', () => {
  const error = new AggregateError([fail('ECONNREFUSED'), fail('EHOSTUNREACH')]);
  expect(describeNetworkFailure(error, sent).kind).toBe('unreachable');
});

test('where the attempt stood decides before the code does', () => {
  const error = fail('ECONNRESET');
  expect(describeNetworkFailure(error, { ...sent, hasResponse: true }).kind).toBe('cut');
  expect(describeNetworkFailure(error, { ...sent, isExpired: true }).kind).toBe('timeout');
  expect(describeNetworkFailure(error, { ...sent, isConnecting: true }).wasSent).toBe(false);
});

test('a proxy that cannot reach the host is an unreachable host', () => {
  const error = fail('UND_ERR_ABORTED', 'Proxy response (502) !== 200 when HTTP Tunneling');
  expect(describeNetworkFailure(error, sent).kind).toBe('unreachable');
});
