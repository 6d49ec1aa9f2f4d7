import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { parseExact } from '../../util/exact-json.ts';
import { messageLine } from './message-line.ts';

test('a message is one line for every reader, and comes back as it was', async () => {
  const message = { text: 'a\u2028b\u2029c\nd\re', big: 12345678901234567890n };
  const lines = await Array.fromAsync(createInterface({ input: Readable.from([messageLine(message)]) }));
  expect(lines.map(parseExact)).toEqual([message]);
});
