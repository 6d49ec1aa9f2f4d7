import { closeSync, openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LineBuffer } from './line-buffer.ts';

test('what kept bytes from reaching the disk is told by the next call, for the system tells it once', async () => {
  // It takes all that is written, and refuses to be sent to a disk.
  const descriptor = openSync('/dev/null', 'w');
  try {
    const lines = new LineBuffer(descriptor);
    const line = Buffer.alloc(1024 * 1024, 'x');
    for (let count = 0; count < 34; count += 1) {
      lines.addBytes(line, 0, line.length);
      lines.endLine();
    }
    await expect.poll(() => attempt(() => lines.flush())).toMatchObject({ code: 'EINVAL' });
  } finally {
    closeSync(descriptor);
  }
});

function attempt(action: () => void): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
