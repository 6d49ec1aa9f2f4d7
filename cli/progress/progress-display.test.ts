import { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

import { expect, test } from 'vitest';

import { createPlainDisplay } from './plain-display.ts';
import { createProgressDisplay } from './progress-display.ts';

function openTerminal(isTTY: boolean) {
  let written = '';
  const stream = { write: (text: string) => (written += text), isTTY, columns: 60, rows: 20 };
  const terminal = { stdout: stream, stderr: stream, stdin: Readable.from([]), env: { NO_COLOR: '1' }, cwd: '/' };
  return { terminal, written: () => written };
}

const page = { type: 'page-fetched', resource: 'orders', pages: 12, rows: 1200, requests: 12, bytes: 340_000 } as const;

test('on a terminal a warning stays above the block, which is erased at the end', () => {
  const { terminal, written } = openTerminal(true);
  const display = createProgressDisplay(terminal, { isVerbose: false, isPlain: false });
  display.tell('shop', { type: 'run-started' });
  display.tell('shop', page);
  display.tell('shop', { type: 'warning', message: 'The server caps the limit at 50.' });
  expect(stripVTControlCharacters(written())).toBe(
    [
      'shop  warning: The server caps the limit at 50.',
      'shop  fetching',
      '  · orders  1,200 rows  12 pages  340 KB',
      '',
    ].join('\n'),
  );
  display.close();
  expect(written().endsWith('\u001b[2A\r\u001b[J')).toBe(true);
});

test('a line is cut to the width of the terminal, so that drawing in place works', () => {
  const { terminal, written } = openTerminal(true);
  const display = createProgressDisplay(terminal, { isVerbose: false, isPlain: false });
  display.tell('shop', { type: 'load-waiting', holder: 'x'.repeat(100), waitedMs: 10 });
  display.tell('shop', { type: 'warning', message: 'Draws at once.' });
  const lastLine = stripVTControlCharacters(written()).trimEnd().split('\n').at(-1) ?? '';
  expect(lastLine).toHaveLength(59);
  display.close();
});

test('a long resource and a long wait give a line every ten seconds', () => {
  const { terminal, written } = openTerminal(false);
  const clock = { ms: 0 };
  const display = createPlainDisplay(terminal, false, () => clock.ms);
  for (; clock.ms <= 20_000; clock.ms += 1000) {
    display.tell('shop', page);
    display.tell('shop', { type: 'load-waiting', holder: 'duckdb', waitedMs: clock.ms });
  }
  expect(written()).toBe(
    [
      'shop  waits for the warehouse, held by duckdb (0 ms so far)',
      'shop.orders  1,200 rows so far',
      'shop  waits for the warehouse, held by duckdb (10.0 s so far)',
      'shop.orders  1,200 rows so far',
      'shop  waits for the warehouse, held by duckdb (20.0 s so far)',
      '',
    ].join('\n'),
  );
});

test('in a pipe nothing is drawn: finished resources are lines, pages are not', () => {
  const { terminal, written } = openTerminal(false);
  const display = createProgressDisplay(terminal, { isVerbose: false, isPlain: false });
  display.tell('shop', { type: 'run-started' });
  display.tell('shop', page);
  display.tell('shop', { type: 'resource-finished', resource: 'orders', rows: 1200, pages: 12 });
  display.close();
  expect(written()).toBe('shop.orders  1,200 rows in 12 pages\n');
});
