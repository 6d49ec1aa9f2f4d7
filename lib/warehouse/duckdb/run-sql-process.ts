import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { DangoError } from '../../errors/dango-error.ts';
import { fromErrorRecord } from '../../errors/error-record.ts';
import { childEnvironment } from '../../util/child-environment.ts';
import { enginePaths } from '../../util/engine-paths.ts';
import { readLines } from '../../util/read-lines.ts';
import type { SqlAnswer } from '../sql-answer.ts';
import type { SqlJob, SqlMessage } from './sql-messages.ts';

export interface SqlHost {
  /** How long the query may run once the warehouse is open, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Variables of the environment that reach the process. */
const passedOn = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'NODE_COMPILE_CACHE'];
const maxMessageBytes = 1024 ** 3;
const maxErrorCharacters = 2000;

/**
 * Runs SQL that a person typed in a process of its own, and kills that as soon as nobody waits for it any more.
 * @returns undefined where there is no warehouse yet.
 * @throws DangoError `usage-invalid`, `query-failed`, `warehouse-locked`; the signal's reason.
 */
export async function runSqlProcess(job: SqlJob, host: SqlHost): Promise<SqlAnswer | undefined> {
  host.signal?.throwIfAborted();
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', enginePaths.file('lib/warehouse/duckdb/sql-process')],
    {
      // A group of its own, which can be killed as a whole. What DuckDB logs to the standard output is not read.
      detached: true,
      env: childEnvironment(passedOn),
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    },
  );
  let errorText = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errorText = (errorText + text).slice(-maxErrorCharacters);
  });
  // It may end before it has read the question; how it ended says why.
  child.stdin?.on('error', () => {});
  child.stdin?.write(`${JSON.stringify(job)}\n`);

  let isLate = false;
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => killGroup(child);
  host.signal?.addEventListener('abort', onAbort);
  const last: { message?: SqlMessage } = {};
  try {
    const closed = once(child, 'close');
    await readLines(channelOf(child), {
      maxBytes: maxMessageBytes,
      onLine: (line) => {
        last.message = JSON.parse(line) as SqlMessage;
        clearTimeout(timer);
        if (last.message.type !== 'started') return;
        timer = setTimeout(() => {
          isLate = true;
          killGroup(child);
        }, host.timeoutMs);
      },
      onLongLine: () => {},
    });
    const [code, signal] = (await closed) as [number | null, NodeJS.Signals | null];
    host.signal?.throwIfAborted();
    if (isLate) throw lateError(host.timeoutMs);
    return resultOf(last.message, () => crashError(code, signal, errorText));
  } finally {
    clearTimeout(timer);
    host.signal?.removeEventListener('abort', onAbort);
    killGroup(child);
  }
}

function resultOf(message: SqlMessage | undefined, crash: () => DangoError): SqlAnswer | undefined {
  switch (message?.type) {
    case 'answered':
      return message.answer;
    case 'absent':
      return undefined;
    case 'failed':
      throw fromErrorRecord(message.error);
    case 'started':
    case undefined:
      throw crash();
  }
}

function lateError(timeoutMs: number): DangoError {
  return new DangoError(`The query ran longer than ${Number((timeoutMs / 1000).toFixed(1))} s and was stopped.`, {
    code: 'query-failed',
    hint: 'Ask for less: filter more, or join fewer rows.',
  });
}

function crashError(code: number | null, signal: NodeJS.Signals | null, errorText: string): DangoError {
  const said = errorText.split('\n').find((line) => line.trim() !== '');
  return new DangoError(
    `The query ended the process that ran it, ${signal === null ? `with code ${code}` : `by ${signal}`}.${said === undefined ? '' : ` It said: ${said.trim()}`}`,
    { code: 'query-failed', hint: 'Nothing was changed. Write the query in another way; DuckDB cannot run this one.' },
  );
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

function channelOf(child: ChildProcess): Readable {
  const stream = child.stdio[3];
  return stream instanceof Readable ? stream : Readable.from([]);
}
