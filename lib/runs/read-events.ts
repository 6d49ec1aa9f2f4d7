import { open } from 'node:fs/promises';

import type { StoredRunEvent } from './run-event.ts';

/** An event and the byte offset behind it: where to go on reading. */
export interface ReadEvent {
  readonly offset: number;
  readonly event: StoredRunEvent;
}

const chunkBytes = 256 * 1024;
const newline = 0x0a;

/**
 * The complete lines of an events file from a byte offset on. A last line without its end is left for the next read.
 * Reads in portions, so a long history costs little memory.
 */
export async function* readEvents(file: string, offset = 0): AsyncGenerator<ReadEvent> {
  const handle = await open(file, 'r');
  try {
    let position = offset;
    let lineStart = offset;
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(chunkBytes), 0, chunkBytes, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      let end = rest.indexOf(newline);
      while (end !== -1) {
        lineStart += end + 1;
        yield { offset: lineStart, event: JSON.parse(rest.toString('utf8', 0, end)) as StoredRunEvent };
        rest = rest.subarray(end + 1);
        end = rest.indexOf(newline);
      }
    }
  } finally {
    await handle.close();
  }
}
