import { expect, test } from 'vitest';
import { checkWindow } from './check-window.ts';
import type { FlatResource } from './flat-resource.ts';

type Incremental = NonNullable<FlatResource['incremental']>;

const sent = { cursor_path: 'at', start_param: 'since', end_param: 'until' };
const from = { ...sent, initial_value: '2024-01-01' };

function found(incremental: Partial<Incremental>, more: Partial<FlatResource> = {}): string[] {
  const flat = { name: 'orders', incremental: { cursor_path: 'at', ...incremental }, ...more };
  return checkWindow(flat, ['incremental']).map(({ message }) => message);
}

test.each<[Partial<Incremental>, Partial<FlatResource>?]>([
  [from],
  [{ ...from, window: '30d' }],
  [{ ...from, window: '${WINDOW}' }],
  [{ ...from, window: '12h', initial_value: '2024-01-01T00:00:00Z', convert: '%Y-%m-%d %H:%M' }],
  [{ ...from, window: '12h', initial_value: 1_700_000_000 }],
  [{ ...sent, window: 100, initial_value: 1, end_value: 1000 }],
  [{ window: '30d', initial_value: '2024-01-01', start_param: 'since', row_order: 'asc' }],
  [
    { window: '30d', initial_value: '2024-01-01' },
    { path: '/orders/{incremental.start_value}', json: { to: '{incremental.end_value}' } },
  ],
])('%j is right', (incremental, more) => expect(found(incremental, more)).toEqual([]));

test.each<[string, Partial<Incremental>]>([
  ['"30" is no length', { ...from, window: '30' }],
  ['"0d" is no length', { ...from, window: '0d' }],
  ['needs an initial_value', { ...sent, window: '30d' }],
  ['does not fit the text', { ...from, window: 30 }],
  ['needs an end_value', { ...from, window: 30, initial_value: 1 }],
  ['no date and no instant', { ...from, window: '30d', initial_value: 'a' }],
  ['these are dates', { ...from, window: '12h' }],
  ['these are dates', { ...from, window: '12h', initial_value: '2024-01-01T00:00:00Z', convert: 'date' }],
  ['carries the start of each window', { ...from, window: '30d', start_param: undefined }],
  ['carries the end of each window', { ...from, window: '30d', end_param: undefined }],
])('%s', (words, incremental) => expect(found(incremental)).toEqual([expect.stringContaining(words)]));
