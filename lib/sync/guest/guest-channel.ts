import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseExact, stringifyExact } from '../../util/exact-json.ts';
import type { GuestMessage, HostMessage } from './guest-messages.ts';

const channelDescriptor = 3;

/** Says something to the run process. Writes at once, so that nothing is lost when the process dies right after. */
export function tellHost(message: GuestMessage): void {
  const bytes = Buffer.from(`${stringifyExact(message)}\n`);
  for (let written = 0; written < bytes.length;) written += writeSync(channelDescriptor, bytes, written);
}

/** What the run process says, message by message. Ends when it closes the channel. */
export async function* hearHost(): AsyncGenerator<HostMessage, undefined> {
  for await (const line of createInterface({ input: process.stdin })) {
    // While user code is at work the channel does not keep the process: when it awaits what nobody can settle, it ends.
    process.stdin.unref();
    yield parseExact(line) as HostMessage;
    process.stdin.ref();
  }
  return undefined;
}
