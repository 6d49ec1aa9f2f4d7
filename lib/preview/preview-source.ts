import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import { toErrorRecord } from '../errors/error-record.ts';
import { checkFaults } from '../spec/fault.ts';
import { findProjectRoot } from '../project/find-project-root.ts';
import { stopOnDemand } from '../util/stop-on-demand.ts';
import type { PreviewOutcome } from './perform-preview.ts';
import type { PreviewEvent } from './preview-event.ts';
import { endPreviewFolder, openPreviewFolder, recordingIn } from './preview-folder.ts';
import { checkLimits, completeLimits } from './preview-limits.ts';
import { keepPreviewProcess, takePreviewProcess } from './preview-processes.ts';
import { isReplayed, type PreviewJob, type PreviewRequest } from './preview-request.ts';

export interface PreviewOptions {
  /** Ends the preview as `cancelled`, with every process that it started, within 2 seconds. */
  readonly signal: AbortSignal;
  /**
   * Whether the process of the preview stays for two minutes, so that what follows with `fromRecording` begins at once.
   * Default false.
   */
  readonly keepsProcess?: boolean | undefined;
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
  { signal, keepsProcess = false }: PreviewOptions,
  perform: PreviewPerformer = watchProcess,
): AsyncGenerator<PreviewEvent, undefined> {
  const startedAt = performance.now();
  const limits = completeLimits(request.limits);
  yield { type: 'preview-started', limits };
  let outcome: PreviewOutcome;
  let folder: string | undefined;
  try {
    checkLimits(limits);
    checkPretended(request);
    const projectRoot = findProjectRoot(request.projectRoot);
    folder = openPreviewFolder(projectRoot);
    outcome = yield* perform({ ...request, projectRoot, limits, folder, keepsProcess }, signal);
  } catch (error) {
    outcome = { status: 'failed', resources: [], error: toErrorRecord(error) };
  } finally {
    if (folder !== undefined) endPreviewFolder(folder, request.keepsRecording === true);
  }
  const recording = folder !== undefined && existsSync(recordingIn(folder)) ? basename(folder) : request.fromRecording;
  yield {
    type: 'preview-finished',
    ...outcome,
    source: isReplayed(request) ? 'recording' : 'api',
    ...(recording === undefined ? {} : { recording }),
    durationMs: Math.round(performance.now() - startedAt),
  };
}

function checkPretended(request: PreviewRequest): void {
  const { pretend = [], onMissing } = request;
  checkFaults(pretend);
  if (pretend.length === 0 || !isReplayed(request) || onMissing === 'fetch') return;
  throw new DangoError('Nothing can be pretended of requests that are not sent: a recording answers.', {
    code: 'usage-invalid',
    hint: 'Ask the API instead of the recording.',
  });
}

async function* watchProcess(job: PreviewJob, signal: AbortSignal): AsyncGenerator<PreviewEvent, PreviewOutcome> {
  if (signal.aborted) return stoppedOutcome('cancelled', job);
  const worker = await takePreviewProcess(job);
  using stopper = stopOnDemand(worker.child, { signal, timeLimitMs: job.limits.timeoutSeconds * 1000, graceMs });
  let finished: PreviewOutcome | undefined;
  try {
    worker.tell(job);
    for (let event = await worker.hear(); event !== undefined; event = await worker.hear()) {
      if (event.type !== 'preview-finished') yield event;
      else {
        const { type: _type, durationMs: _durationMs, source: _source, ...outcome } = event;
        finished = outcome;
        break;
      }
    }
  } finally {
    // Does nothing to one that has ended by itself.
    if (finished === undefined) stopper.stop();
    if (finished !== undefined && job.keepsProcess && stopper.reason === undefined) {
      keepPreviewProcess(worker, job.projectRoot);
    } else await worker.ended;
  }
  if (stopper.reason !== undefined) return stoppedOutcome(stopper.reason, job);
  return finished ?? deadOutcome(await worker.ended);
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
