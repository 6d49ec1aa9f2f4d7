// The process of one preview: `node preview-process.ts FOLDER`. It hears one line of JSON on its standard input, a
// `PreviewJob`, and tells events on file descriptor 3, one line of JSON each, `preview-finished` last.
import { createInterface } from 'node:readline';

import { toErrorRecord } from '../errors/error-record.ts';
import { messageLine } from '../sync/guest/message-line.ts';
import { ignoreDebuggerSignal } from '../util/ignore-debugger-signal.ts';
import { writeFully } from '../util/write-fully.ts';
import { performPreview, type PreviewOutcome } from './perform-preview.ts';
import { deleteFolder } from './preview-folder.ts';
import type { PreviewEvent } from './preview-event.ts';
import type { PreviewJob } from './preview-request.ts';

const eventDescriptor = 3;

function tell(event: PreviewEvent): void {
  writeFully(eventDescriptor, Buffer.from(messageLine(event)));
}

function finish(outcome: PreviewOutcome): void {
  tell({ type: 'preview-finished', ...outcome, durationMs: Math.round(performance.now()) });
  // oxlint-disable-next-line unicorn/no-process-exit -- all is told; a kept connection must not keep the process
  process.exit();
}

async function main(): Promise<void> {
  ignoreDebuggerSignal();
  const stopped = new AbortController();
  const { signal } = stopped;
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => stopped.abort());
  process.on('uncaughtException', (error) => {
    finish({ status: 'failed', resources: [], error: toErrorRecord(error) });
  });
  const lines = createInterface({ input: process.stdin });
  const { promise: told, resolve } = Promise.withResolvers<PreviewJob | undefined>();
  lines.once('line', (line) => resolve(JSON.parse(line) as PreviewJob));
  // The channel ends only when whoever asked for the preview has died: nobody needs the rest of it.
  let isAbandoned = false;
  lines.once('close', () => {
    isAbandoned = true;
    stopped.abort();
    resolve(undefined);
  });
  const job = await told;
  if (job === undefined) return;
  const onEvent = (event: PreviewEvent): void => {
    if (!isAbandoned) tell(event);
  };
  const outcome = await performPreview(job, { onEvent, signal });
  // Whoever asked deletes it too, but may be gone.
  deleteFolder(job.folder);
  // oxlint-disable-next-line unicorn/no-process-exit -- nobody is there to hear the end
  if (isAbandoned) process.exit();
  finish(outcome);
}

await main();
