import { spawn, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { messageLine } from '../sync/guest/message-line.ts';
import { compileCacheVariables } from '../util/compile-cache-variables.ts';
import { enginePaths } from '../util/engine-paths.ts';
import { ignoreDebuggerSignal } from '../util/ignore-debugger-signal.ts';
import type { PreviewEvent } from './preview-event.ts';
import { presenceLine } from './presence-line.ts';
import { isReplayed, type PreviewJob } from './preview-request.ts';

/** A process that does previews, one after the other. */
export interface PreviewProcess {
  readonly child: ChildProcess;
  /** Resolves when it has ended, with how, in words. */
  readonly ended: Promise<string>;
  /** Whether it answers. Only for one that waits. */
  isThere(): Promise<boolean>;
  /** Gives it a job. Its events follow. */
  tell(job: PreviewJob): void;
  /** The next event; undefined when there is none, because the process has ended. */
  hear(): Promise<PreviewEvent | undefined>;
}

/** How long a process waits for another job, in milliseconds. */
const keptMs = 120_000;

interface KeptProcess {
  readonly process: PreviewProcess;
  readonly projectRoot: string;
  readonly timer: NodeJS.Timeout;
}

/** The one that waits; a process takes some hundred megabytes. */
let kept: KeptProcess | undefined;

/**
 * A process for a job. What only evaluates a recording takes the one that waits, which begins at once; whatever asks an
 * API gets a new one, so that it fetches its tokens and opens its connections as a sync would.
 */
export async function takePreviewProcess(job: PreviewJob): Promise<PreviewProcess> {
  const mayBeUsed = isReplayed(job) && job.onMissing !== 'fetch';
  const warm = mayBeUsed ? takeKept(job.projectRoot) : undefined;
  // One that has died a moment ago may not be known as dead.
  return warm !== undefined && (await warm.isThere()) ? warm : startPreviewProcess(job.projectRoot, job.folder);
}

/** Starts a process where none waits, for a job that is about to come. */
export function warmPreviewProcess(projectRoot: string): void {
  if (kept?.projectRoot === projectRoot) return;
  keepPreviewProcess(startPreviewProcess(projectRoot), projectRoot);
}

/** Lets a process wait for another job, in the place of the one that waits already. */
export function keepPreviewProcess(one: PreviewProcess, projectRoot: string): void {
  endKept();
  setHeld(one, false);
  const timer = setTimeout(endKept, keptMs);
  timer.unref();
  kept = { process: one, projectRoot, timer };
}

function takeKept(projectRoot: string): PreviewProcess | undefined {
  if (kept === undefined || kept.projectRoot !== projectRoot) return undefined;
  const { process: one, timer } = kept;
  clearTimeout(timer);
  kept = undefined;
  setHeld(one, true);
  return one;
}

/** It ends by itself when nobody can tell it anything any more. */
function endKept(): void {
  if (kept === undefined) return;
  clearTimeout(kept.timer);
  kept.process.child.stdin?.end();
  kept = undefined;
}

function startPreviewProcess(projectRoot: string, folder?: string): PreviewProcess {
  ignoreDebuggerSignal();
  const entry = enginePaths.file('lib/preview/preview-process');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', entry, ...(folder === undefined ? [] : [folder])],
    {
      cwd: projectRoot,
      detached: process.platform !== 'win32',
      env: { ...process.env, ...compileCacheVariables() },
      // The first stays open for as long as this process lives; the last carries the events.
      stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    },
  );
  child.once('exit', () => {
    if (kept?.process.child === child) endKept();
  });
  // One that dies while it is told something breaks the pipe; that it died is told by its end.
  child.stdin?.on('error', () => undefined);
  // User code has no hand in this channel: what comes is what the preview says.
  const lines = createInterface({ input: eventsOf(child) })[Symbol.asyncIterator]();
  return {
    child,
    ended: endOf(child),
    isThere: async () => {
      child.stdin?.write(presenceLine);
      return (await lines.next()).done !== true;
    },
    tell: (job) => void child.stdin?.write(messageLine(job)),
    hear: async () => {
      const { value, done } = await lines.next();
      return done === true ? undefined : (JSON.parse(value) as PreviewEvent);
    },
  };
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

/** One that only waits must not keep this process from ending. */
function setHeld({ child }: PreviewProcess, isHeld: boolean): void {
  for (const handle of [child, child.stdin, child.stdio[3]]) {
    if (handle !== child && !(handle instanceof Socket)) continue;
    if (isHeld) handle.ref();
    else handle.unref();
  }
}
