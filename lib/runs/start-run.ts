import { spawn } from 'node:child_process';
import { appendFileSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { extname, join } from 'node:path';

import { compileCacheVariables } from '../util/compile-cache-variables.ts';
import { ignoreDebuggerSignal } from '../util/ignore-debugger-signal.ts';
import { runFiles } from './run-files.ts';
import type { RunRecord, RunRequest } from './run-record.ts';
import type { RunStore } from './run-store.ts';

export interface StartedRun {
  readonly run: RunRecord;
  /** Settles, always well, when the run's process has ended. Give it to `followRun`. */
  readonly exited: Promise<void>;
}

/**
 * Puts a run into the queue and starts its process, which outlives this one. Returns at once; follow it with `followRun`.
 * The project root is absolute and free of symbolic links.
 */
export async function startRun(projectRoot: string, request: RunRequest, store: RunStore): Promise<StartedRun> {
  const run = await store.create(request);
  const files = runFiles(projectRoot, run.id);
  mkdirSync(files.folder, { recursive: true });
  // Before the process: whoever follows the run needs a file to watch.
  closeSync(openSync(files.events, 'a'));
  return { run, exited: spawnRunProcess(projectRoot, run.id, files.log) };
}

function spawnRunProcess(projectRoot: string, runId: string, logFile: string): Promise<void> {
  ignoreDebuggerSignal();
  const entry = join(import.meta.dirname, `run-process${extname(import.meta.filename)}`);
  // A file and no pipe: the run must not die when this process does.
  const log = openSync(logFile, 'a');
  try {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--expose-gc', ...memoryFlags(), entry, projectRoot, runId],
      {
        cwd: projectRoot,
        detached: true,
        env: { ...process.env, ...compileCacheVariables() },
        stdio: ['ignore', log, log],
      },
    );
    child.unref();
    return new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', (error) => {
        appendFileSync(logFile, `The process of this run cannot be started: ${error.message}\n`);
        resolve();
      });
    });
  } finally {
    closeSync(log);
  }
}

/**
 * Bodies of responses lie outside of V8's heap. V8 looks for garbage whenever some 32 MB more of them have come, whatever can
 * be freed: every 20 pages of a large list. With this flag their size counts with that of the heap, which is a fifth of the
 * collections and no more memory. V8 13, that of Node 24, knows it; other versions are left alone.
 */
function memoryFlags(): readonly string[] {
  return process.versions.v8.startsWith('13.') ? ['--external-memory-accounted-in-global-limit'] : [];
}
