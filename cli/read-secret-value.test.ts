import { PassThrough } from 'node:stream';

import { expect, test } from 'vitest';

import { readSecretValue } from './read-secret-value.ts';

function openTerminal(isTTY: boolean) {
  let shown = '';
  const rawModes: boolean[] = [];
  const keyboard = Object.assign(new PassThrough(), { isTTY, setRawMode: (isRaw: boolean) => rawModes.push(isRaw) });
  const stderr = { write: (text: string) => (shown += text) };
  return {
    terminal: { stdout: stderr, stderr, stdin: keyboard, env: {}, cwd: '/' },
    keyboard,
    rawModes,
    shown: () => shown,
  };
}

test('what is typed is not shown, can be corrected, and ends with Enter', async () => {
  const { terminal, keyboard, rawModes, shown } = openTerminal(true);
  const value = readSecretValue(terminal, 'Value of KEY (not shown)');
  keyboard.write('hxs');
  keyboard.write('\u007f\u007fu');
  keyboard.write('sh\r');
  expect(await value).toBe('hush');
  expect(shown()).toBe('Value of KEY (not shown): \n');
  expect(rawModes).toEqual([true, false]);
});

test('Ctrl-C at the prompt stores nothing and gives the keyboard back', async () => {
  const { terminal, keyboard, rawModes } = openTerminal(true);
  const value = readSecretValue(terminal, 'Value of KEY');
  keyboard.write('hu\u0003');
  await expect(value).rejects.toThrow(expect.objectContaining({ code: 'run-cancelled' }));
  expect(rawModes).toEqual([true, false]);
});

test('from a pipe everything but the last line break is the value', async () => {
  const { terminal, keyboard } = openTerminal(false);
  keyboard.end('-----BEGIN KEY-----\nabc\n-----END KEY-----\r\n');
  expect(await readSecretValue(terminal, 'Value of KEY')).toBe('-----BEGIN KEY-----\nabc\n-----END KEY-----');
});
