import { createInterface } from 'node:readline';
import { parseExact } from '../../util/exact-json.ts';
import { writeFully } from '../../util/write-fully.ts';
import type { GuestMessage, HostMessage } from './guest-messages.ts';
import { messageLine } from './message-line.ts';

const channelDescriptor = 3;

/** Says something to the run process. Writes at once, so that nothing is lost when the process dies right after. */
export function tellHost(message: GuestMessage): void {
  writeFully(channelDescriptor, Buffer.from(messageLine(message)));
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
