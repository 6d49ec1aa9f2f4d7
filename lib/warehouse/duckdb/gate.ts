import { existsSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DuckDBInstance } from '@duckdb/node-api';
import { DangoError } from '../../errors/dango-error.ts';
import { makeWarehouse } from './make-warehouse.ts';
import { Session } from './session.ts';

export interface GateOptions {
  /** Absolute path of the database file. */
  readonly file: string;
  /** How long to wait for another process that has the file open. */
  readonly waitMs: number;
  readonly onWaiting?: ((holder: string, waitedMs: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Settings of the only process that writes. They make COMMIT atomic against a crash; without them it is not. */
const writerSettings = {
  checkpoint_threshold: '0KB',
  auto_checkpoint_skip_wal_threshold: '0',
  memory_limit: '1GB',
};
const readerSettings = { access_mode: 'READ_ONLY', memory_limit: '1GB' };

/** Settings for SQL that a person types: it sees the tables and nothing else of the machine. */
const lockedSettings = {
  ...readerSettings,
  enable_external_access: 'false',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

const pollMs = 100;
/** A waiting load that has not been seen for this long has gone. */
const announcementMs = 2000;

// One after the other within this process: DuckDB keeps one set of settings per file and process.
const queues = new Map<string, Promise<unknown>>();

/** Opens the warehouse for one load, alone, and closes it again. */
export async function withWriter<Result>(
  options: GateOptions,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  mkdirSync(dirname(options.file), { recursive: true });
  return await enqueue(options.file, async () => {
    if (!existsSync(options.file)) {
      const created = await makeWarehouse(options.file, (draft) => openAndRun(options, writerSettings, work, draft));
      if (created !== undefined) return created.result;
    }
    return await openAndRun(options, writerSettings, work);
  });
}

/** Opens the warehouse for reading; undefined where the file does not exist yet. */
export async function withReader<Result>(
  options: GateOptions,
  work: (session: Session) => Promise<Result>,
  { isLocked = false }: { readonly isLocked?: boolean } = {},
): Promise<Result | undefined> {
  return await enqueue(options.file, async () => {
    if (!existsSync(options.file)) return undefined;
    await letLoadGoFirst(options);
    if (!isLocked) return await openAndRun(options, readerSettings, work);
    return await openAndRun(options, lockedSettings, async (session) => {
      await session.run('SET lock_configuration = true');
      return await work(session);
    });
  });
}

async function enqueue<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const before = queues.get(file) ?? Promise.resolve();
  const mine = before.then(work, work);
  queues.set(file, mine);
  return await mine;
}

async function openAndRun<Result>(
  options: GateOptions,
  settings: Readonly<Record<string, string>>,
  work: (session: Session) => Promise<Result>,
  file = options.file,
): Promise<Result> {
  const instance = await openWhenFree(options, settings, file);
  try {
    const session = await Session.open(instance);
    try {
      return await work(session);
    } finally {
      session.close();
    }
  } finally {
    // The lock goes only when every handle is closed.
    instance.closeSync();
  }
}

async function openWhenFree(
  options: GateOptions,
  settings: Readonly<Record<string, string>>,
  file: string,
): Promise<DuckDBInstance> {
  const { DuckDBInstance } = await import(/* turbopackIgnore: true */ '@duckdb/node-api');
  const startedAt = performance.now();
  const isWriter = settings === writerSettings;
  try {
    for (;;) {
      options.signal?.throwIfAborted();
      try {
        return await DuckDBInstance.fromCache(file, { ...settings });
      } catch (error) {
        const holder = lockHolder(error);
        if (holder === undefined) throw openError(options.file, String(error).replaceAll(file, options.file), error);
        const waitedMs = performance.now() - startedAt;
        if (waitedMs >= options.waitMs) throw lockedError(options, holder, isWriter, error);
        if (isWriter) announce(options.file);
        options.onWaiting?.(holder, Math.round(waitedMs));
        await sleep(pollMs, undefined, options.signal === undefined ? {} : { signal: options.signal });
      }
    }
  } finally {
    if (isWriter) rmSync(announcementOf(options.file), { force: true });
  }
}

/** `node (process 4711)`; undefined when the error is about something else than the lock. */
function lockHolder(error: unknown): string | undefined {
  const [, program, processId] = /Conflicting lock is held in (.+?) \(PID (\d+)\)/.exec(String(error)) ?? [];
  if (program !== undefined) return `${program} (process ${processId})`;
  return String(error).includes('Could not set lock on file') ? 'another process' : undefined;
}

function lockedError({ file, waitMs }: GateOptions, holder: string, isWriter: boolean, cause: unknown): DangoError {
  return new DangoError(
    `The warehouse ${file} is held open by ${holder}; waited ${Number((waitMs / 1000).toFixed(1))} s for it.`,
    {
      code: 'warehouse-locked',
      hint: `Close that program (or let it finish), then ${isWriter ? 'sync again: what was fetched is kept and loads first' : 'try again'}.`,
      context: { file, holder },
      cause,
    },
  );
}

function openError(file: string, reason: string, cause: unknown): DangoError {
  return new DangoError(`The warehouse ${file} cannot be opened: ${reason.replace(/^Error: /, '').split('\n')[0]}`, {
    code: 'warehouse-failed',
    hint: 'Check that the file is a DuckDB database and that this user may write it.',
    context: { file },
    cause,
  });
}

function announcementOf(file: string): string {
  return `${file}.load-waiting`;
}

/** Tells readers of other processes that a load waits, so that they let it go first. */
function announce(file: string): void {
  const announcement = announcementOf(file);
  writeFileSync(announcement, '');
  const now = new Date();
  utimesSync(announcement, now, now);
}

async function letLoadGoFirst({ file, waitMs, signal }: GateOptions): Promise<void> {
  const deadline = performance.now() + Math.min(waitMs, 10_000);
  while (isAnnounced(file) && performance.now() < deadline) {
    await sleep(pollMs, undefined, signal === undefined ? {} : { signal });
  }
}

function isAnnounced(file: string): boolean {
  const { mtimeMs } = statSync(announcementOf(file), { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
  return Date.now() - mtimeMs < announcementMs;
}
