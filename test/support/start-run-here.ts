import { appendFileSync, mkdirSync } from 'node:fs';
import { openEventLog } from '../../lib/runs/event-log.ts';
import { performRun } from '../../lib/runs/perform-run.ts';
import { runFiles } from '../../lib/runs/run-files.ts';
import type { startRun } from '../../lib/runs/start-run.ts';
import { workOnRequest } from '../../lib/runs/work-on-request.ts';

/** Nobody can send a signal to what works here: to a run it is as if another machine had it. */
const owner = { host: 'this test', pid: 0 };

/** Puts a run into the queue and works on it in this process, as its own process would; all else is as ever. */
export const startRunHere: typeof startRun = async (projectRoot, request, store) => {
  const run = await store.create(request);
  const files = runFiles(projectRoot, run.id);
  mkdirSync(files.folder, { recursive: true });
  const events = openEventLog(files.events);
  const writeLog = (text: string): void => appendFileSync(files.log, text);
  writeLog('');
  const { signal } = new AbortController();
  const fault = new Promise<never>(() => {});
  const work = workOnRequest(projectRoot);
  const exited = performRun({ run, store, events, owner, work, writeLog, signal, fault }).then(() => events.close());
  return { run, exited };
};
