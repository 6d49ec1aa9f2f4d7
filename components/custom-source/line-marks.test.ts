import { expect, test } from 'vitest';

import type { PreviewExchange } from '#lib/index.ts';
import { emptyPreview, type LogLine } from '../test-panel/preview-state.ts';
import { marksOf } from './line-marks.ts';

const at = (line: number, file = 'custom_sources/my_api.ts') => ({ file, line, column: 7 });
const printed = (text: string, line: number): LogLine => ({ kind: 'log', text, place: at(line) });

test('what a line prints again and again is one mark, with the last value and the count', () => {
  const log = [printed('page 1', 8), printed('done', 12), printed('page 2', 8)];
  const silent: LogLine = { kind: 'retry', text: 'Waited 100 ms' };
  expect(marksOf({ ...emptyPreview, log: [...log, silent] })).toEqual([
    { kind: 'log', file: 'my_api.ts', line: 8, column: 7, text: 'page 2', count: 2, details: ['page 1', 'page 2'] },
    { kind: 'log', file: 'my_api.ts', line: 12, column: 7, text: 'done', count: 1, details: ['done'] },
  ]);
});

test('a failure is marked with what caused it, its values and the request before it', () => {
  const error = {
    code: 'module-failed',
    message: 'Resource users failed: Error: no luck',
    hint: 'Look at custom_sources/my_api.ts, line 9.',
    at: at(9),
    context: { caused_by: 'TypeError: id', values: 'id = 7', exchange: 2 },
  } as const;
  const exchange = { number: 2, method: 'GET', url: 'http://a/users', status: 200 } as PreviewExchange;
  const resource = { name: 'users', error } as never;
  const finished = {
    type: 'preview-finished',
    status: 'failed',
    resources: [resource],
    source: 'api',
    durationMs: 1,
  } as const;
  expect(marksOf({ ...emptyPreview, exchanges: [exchange], finished })).toEqual([
    {
      kind: 'error',
      file: 'my_api.ts',
      line: 9,
      column: 7,
      text: error.message,
      count: 1,
      details: [
        'Resource users failed: Error: no luck',
        'Caused by TypeError: id',
        'With id = 7',
        'After request #2: GET http://a/users → 200',
      ],
    },
  ]);
});

test('a failure in sources.yml is no mark in a module', () => {
  const error = { code: 'secret-missing', message: 'no', at: at(1, '.dango/sources.yml') } as const;
  const finished = {
    type: 'preview-finished',
    status: 'failed',
    resources: [],
    error,
    source: 'api',
    durationMs: 1,
  } as const;
  expect(marksOf({ ...emptyPreview, finished })).toEqual([]);
});
