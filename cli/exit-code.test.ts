import { expect, test } from 'vitest';

import type { ErrorCode, RunDocument } from '../lib/index.ts';
import { exitCodeOfError, exitCodeOfRuns } from './exit-code.ts';

const resource = {
  name: 'users',
  requests: 1,
  pages: 1,
  bytes: 10,
  rows_extracted: 0,
  rows_loaded: 0,
  duration_ms: 1,
  tables: [],
};

function run(status: RunDocument['status'], code?: ErrorCode): RunDocument {
  const error = code === undefined ? {} : { error: { code, message: 'it failed' } };
  return { run_id: '20261122-201530-ab12', source: 'shop', status, ...error, resources: [] };
}

function failedIn(...codes: readonly ErrorCode[]): RunDocument {
  const resources = codes.map((code) => ({
    ...resource,
    status: 'failed' as const,
    error: { code, message: 'it failed' },
  }));
  return { ...run('failed'), resources };
}

test.each([
  ['everything succeeded', { status: 'succeeded', runs: [run('succeeded')] }, 0],
  ['there was nothing to do', { status: 'succeeded', runs: [] }, 0],
  ['an API failed', { status: 'failed', runs: [run('failed', 'http-status')] }, 1],
  ['all resources failed', { status: 'failed', runs: [failedIn('http-status', 'secret-missing')] }, 1],
  ['a load is held', { status: 'failed', runs: [run('held')] }, 1],
  ['a resource is unknown', { status: 'failed', runs: [run('failed', 'name-unknown')] }, 2],
  ['a secret is missing', { status: 'failed', runs: [run('failed', 'secret-missing')] }, 3],
  ['a secret is missing for every resource', { status: 'failed', runs: [failedIn('secret-missing')] }, 3],
  [
    'all sources have a fault in the configuration',
    { status: 'failed', runs: [run('failed', 'secret-missing'), run('failed', 'config-invalid')] },
    3,
  ],
  [
    'one source is misconfigured and the API of another failed',
    { status: 'failed', runs: [run('failed', 'config-invalid'), run('failed', 'http-status')] },
    1,
  ],
  [
    'one source is misconfigured and another loaded',
    { status: 'partial', runs: [run('failed', 'config-invalid'), run('succeeded')] },
    4,
  ],
  ['one resource failed', { status: 'partial', runs: [run('partial')] }, 4],
  ['a person cancelled', { status: 'cancelled', runs: [run('succeeded'), run('cancelled', 'run-cancelled')] }, 130],
  ['the process died', { status: 'failed', runs: [run('interrupted', 'run-failed')] }, 1],
] as const)('when %s', (_when, document, expected) => {
  expect(exitCodeOfRuns(document)).toBe(expected);
});

test('an error of Dango itself ends with 70', () => {
  expect(exitCodeOfError({ code: 'internal', message: 'x is not a function' })).toBe(70);
});
