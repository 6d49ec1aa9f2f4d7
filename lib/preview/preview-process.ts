// The process of previews: `node preview-process.ts FOLDER`. It hears lines of JSON on its standard input, a `PreviewJob`
// each, and tells the events of each job on file descriptor 3, one line of JSON each, `preview-finished` last. It ends
// behind the first job that does not keep it.
import { createInterface } from 'node:readline';

import { toErrorRecord } from '../errors/error-record.ts';
import { messageLine } from '../sync/guest/message-line.ts';
import { ignoreDebuggerSignal } from '../util/ignore-debugger-signal.ts';
import { writeFully } from '../util/write-fully.ts';
import { performPreview, type PreviewOutcome } from './perform-preview.ts';
import { endPreviewFolder } from './preview-folder.ts';
import type { PreviewEvent } from './preview-event.ts';
import { presenceLine } from './presence-line.ts';
import type { PreviewJob } from './preview-request.ts';

const eventDescriptor = 3;

function tell(event: PreviewEvent): void {
  writeFully(eventDescriptor, Buffer.from(messageLine(event)));
}

function tellEnd(outcome: PreviewOutcome): void {
  tell({ type: 'preview-finished', ...outcome, source: 'api', durationMs: Math.round(performance.now()) });
}

function end(): never {
  // oxlint-disable-next-line unicorn/no-process-exit -- all is told; a kept connection must not keep the process
  process.exit();
}

/** Whether whoever asks for previews has died, or wants no more of them. */
let isAbandoned = false;
let isStopped = false;
let current: AbortController | undefined;

async function perform(job: PreviewJob): Promise<void> {
  current = new AbortController();
  const onEvent = (event: PreviewEvent): void => {
    if (!isAbandoned) tell(event);
  };
  const outcome = await performPreview(job, { onEvent, signal: current.signal });
  current = undefined;
  // Whoever asked does it too, but may be gone.
  endPreviewFolder(job.folder, job.keepsRecording === true);
  if (!isAbandoned) tellEnd(outcome);
  if (isAbandoned || isStopped || !job.keepsProcess) end();
}

function main(): void {
  ignoreDebuggerSignal();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => {
      isStopped = true;
      if (current === undefined) end();
      current.abort();
    });
  }
  process.on('uncaughtException', (error) => {
    tellEnd({ status: 'failed', resources: [], error: toErrorRecord(error) });
    end();
  });
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    if (line === '') writeFully(eventDescriptor, Buffer.from(presenceLine));
    else void perform(JSON.parse(line) as PreviewJob);
  });
  lines.once('close', () => {
    // The channel ends when whoever asked has died, which needs the rest of it no more, or wants no further preview.
    isAbandoned = true;
    if (current === undefined) end();
    current.abort();
  });
}

main();
