// The process of one run: `node run-process.ts PROJECT_ROOT RUN_ID`. Its output goes to the run's log.
import { appendFileSync } from 'node:fs';
import { hostname } from 'node:os';

import { ignoreDebuggerSignal } from '../util/ignore-debugger-signal.ts';
import { openEventLog } from './event-log.ts';
import { performRun } from './perform-run.ts';
import { runDatabaseFile, runFiles } from './run-files.ts';
import { openSqliteRunStore } from './sqlite-run-store.ts';
import { workOnRequest } from './work-on-request.ts';

const internalErrorExitCode = 70;
/** A socket that somebody forgot to close must not keep a finished run alive. */
const lingerMs = 5_000;

async function main(projectRoot: string, runId: string): Promise<void> {
  const files = runFiles(projectRoot, runId);
  const writeLog = (text: string): void => appendFileSync(files.log, text);
  const cancelled = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => cancelled.abort());
  ignoreDebuggerSignal();

  const store = openSqliteRunStore(runDatabaseFile(projectRoot));
  const events = openEventLog(files.events);
  const fault = Promise.withResolvers<never>();
  fault.promise.catch(() => {});
  process.on('uncaughtException', fault.reject);

  const run = await store.find(runId);
  if (run === undefined) {
    writeLog(`There is no run "${runId}" in ${projectRoot}.\n`);
    process.exitCode = internalErrorExitCode;
    return;
  }
  const owner = { host: hostname(), pid: process.pid };
  const work = workOnRequest(projectRoot);
  const { signal } = cancelled;
  const outcome = await performRun({ run, store, events, owner, work, writeLog, signal, fault: fault.promise });
  process.exitCode = outcome.error?.code === 'internal' ? internalErrorExitCode : 0;
  events.close();
  // After a fault the work may still be going on.
  cancelled.abort();
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), lingerMs).unref();
}

const [, , projectRoot = '', runId = ''] = process.argv;
await main(projectRoot, runId);
