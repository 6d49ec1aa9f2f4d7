import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { toErrorRecord } from '../errors/error-record.ts';
import { findProjectRoot } from '../project/find-project-root.ts';
import { messageLine } from '../sync/guest/message-line.ts';
import { compileCacheVariables } from '../util/compile-cache-variables.ts';
import { enginePaths } from '../util/engine-paths.ts';
import { ignoreDebuggerSignal } from '../util/ignore-debugger-signal.ts';
import { stopOnDemand } from '../util/stop-on-demand.ts';
import type { PreviewOutcome } from './perform-preview.ts';
import type { PreviewEvent } from './preview-event.ts';
import { deleteFolder, openPreviewFolder } from './preview-folder.ts';
import { checkLimits, completeLimits } from './preview-limits.ts';
import type { PreviewJob, PreviewRequest } from './preview-request.ts';

export interface PreviewOptions {
  /** Ends the preview as `cancelled`, with every process that it started, within 2 seconds. */
  readonly signal: AbortSignal;
}

/** Tells the events of a preview but its first and its last, and returns how it ended. */
export type PreviewPerformer = (job: PreviewJob, signal: AbortSignal) => AsyncGenerator<PreviewEvent, PreviewOutcome>;

/** The process of a module gets one second of it, so that none outlives the preview. */
const graceMs = 1_500;

/**
 * Tries a source: reads its first pages in a process of its own, as a sync would, and tells each request and response,
 * and the tables that the records become. Writes nothing that stays: neither rows nor state nor load packages.
 * Always ends with `preview-finished`, also where settings, secrets or modules have faults; throws nothing. To stop
 * iterating early ends the preview, too.
 * @param perform what does the work. Default: a process of its own.
 */
export async function* previewSource(
  request: PreviewRequest,
  { signal }: PreviewOptions,
  perform: PreviewPerformer = watchProcess,
): AsyncGenerator<PreviewEvent, undefined> {
  const startedAt = performance.now();
  const limits = completeLimits(request.limits);
  yield { type: 'preview-started', limits };
  let outcome: PreviewOutcome;
  let folder: string | undefined;
  try {
    checkLimits(limits);
    const projectRoot = findProjectRoot(request.projectRoot);
    folder = openPreviewFolder(projectRoot);
    outcome = yield* perform({ ...request, projectRoot, limits, folder }, signal);
  } catch (error) {
    outcome = { status: 'failed', resources: [], error: toErrorRecord(error) };
  } finally {
    if (folder !== undefined) deleteFolder(folder);
  }
  yield { type: 'preview-finished', ...outcome, durationMs: Math.round(performance.now() - startedAt) };
}

async function* watchProcess(job: PreviewJob, signal: AbortSignal): AsyncGenerator<PreviewEvent, PreviewOutcome> {
  if (signal.aborted) return stoppedOutcome('cancelled', job);
  const child = startProcess(job);
  const ended = endOf(child);
  using stopper = stopOnDemand(child, { signal, timeLimitMs: job.limits.timeoutSeconds * 1000, graceMs });
  let finished: PreviewOutcome | undefined;
  try {
    // User code has no hand in this channel: what comes is what the preview says.
    for await (const line of createInterface({ input: eventsOf(child) })) {
      const event = JSON.parse(line) as PreviewEvent;
      if (event.type !== 'preview-finished') yield event;
      else {
        const { type: _type, durationMs: _durationMs, ...outcome } = event;
        finished = outcome;
      }
    }
  } finally {
    // Does nothing to one that has ended by itself.
    if (finished === undefined) stopper.stop();
    await ended;
  }
  if (stopper.reason !== undefined) return stoppedOutcome(stopper.reason, job);
  return finished ?? deadOutcome(await ended);
}

function startProcess(job: PreviewJob): ChildProcess {
  ignoreDebuggerSignal();
  const entry = enginePaths.file('lib/preview/preview-process');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, job.folder], {
    cwd: job.projectRoot,
    detached: process.platform !== 'win32',
    env: { ...process.env, ...compileCacheVariables() },
    // The first stays open for as long as this process lives; the last carries the events.
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
  });
  // One that dies while it is told something breaks the pipe; that it died is told by its end.
  child.stdin?.on('error', () => undefined);
  child.stdin?.write(messageLine(job));
  return child;
}

/** How a process ended, in words. */
async function endOf(child: ChildProcess): Promise<string> {
  return await new Promise((resolve) => {
    child.once('error', ({ message }) => resolve(`did not start: ${message}`));
    child.once('exit', (code, signal) => resolve(signal === null ? `ended with code ${code}` : `ended by ${signal}`));
  });
}

function eventsOf(child: ChildProcess): Readable {
  const stream = child.stdio[3];
  return stream instanceof Readable ? stream : Readable.from([]);
}

function stoppedOutcome(reason: 'cancelled' | 'time', { limits }: PreviewJob): PreviewOutcome {
  if (reason === 'cancelled') {
    const error = { code: 'run-cancelled', message: 'The preview was cancelled.' } as const;
    return { status: 'cancelled', resources: [], error };
  }
  const error = {
    code: 'run-failed',
    message: `The preview took longer than ${limits.timeoutSeconds} s and was stopped.`,
    hint: 'Look at its requests, raise its time limit, or let it read fewer pages and parents.',
  } as const;
  return { status: 'failed', resources: [], error };
}

function deadOutcome(end: string): PreviewOutcome {
  const error = {
    code: 'run-failed',
    message: `The process of the preview ${end} before it was done.`,
    hint: 'Try it again with lower limits.',
  } as const;
  return { status: 'failed', resources: [], error };
}
