import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DuckDBInstance } from '@duckdb/node-api';
import { busyError, lockedError, lockHolder, openError } from './gate-errors.ts';
import { announceLoad, isLoadAnnounced, letLoadGoFirst, withdrawLoad } from './load-announcement.ts';
import { makeWarehouse } from './make-warehouse.ts';
import { Session } from './session.ts';
import { quoteText } from './sql-text.ts';
import { Turns } from './turns.ts';

export interface GateOptions {
  /** Absolute path of the database file. */
  readonly file: string;
  /** How long to wait for another process that has the file open. */
  readonly waitMs: number;
  readonly onWaiting?: ((holder: string, waitedMs: number) => void) | undefined;
  /** Ends the wait, and the work too. */
  readonly signal?: AbortSignal | undefined;
  /** How long readers keep the file open for those that follow, in milliseconds. Default: 0. */
  readonly lingerMs?: number | undefined;
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
/** How long a load waits for one reader, at most, before that is interrupted, in milliseconds. */
const longestPatienceMs = 10_000;
/** How often work is begun that gave way to loads. */
const maxRounds = 4;

/** What one process knows of one file. */
interface OpenFile {
  readonly turns: Turns;
  /** What all readers share; at most one is open, and none is opened before the last one was closed. */
  readers?: { readonly instance: DuckDBInstance; users: number; closing?: NodeJS.Timeout };
  /** An attempt to open it that is under way, for whoever comes meanwhile. */
  opening?: Promise<DuckDBInstance> | undefined;
}

// One set of settings per file and process: that is all that DuckDB can do.
const files = new Map<string, OpenFile>();

/** Opens the warehouse for one load, alone, and closes it again. */
export async function withWriter<Result>(
  options: GateOptions,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  mkdirSync(dirname(options.file), { recursive: true });
  return await alone(options, async () => {
    if (!existsSync(options.file)) {
      const created = await makeWarehouse(options.file, (draft) => openAndRun(options, writerSettings, work, draft));
      if (created !== undefined) return created.result;
    }
    return await openAndRun(options, writerSettings, work);
  });
}

/**
 * Opens the warehouse, alone, for SQL that a person typed; undefined where the file does not exist yet. Gives way to
 * loads as {@link withReader} does.
 */
export async function withLockedReader<Result>(
  options: GateOptions,
  work: (session: Session) => Promise<Result>,
): Promise<Result | undefined> {
  return await startingOver(options, () =>
    alone(options, async () => {
      if (!existsSync(options.file)) return undefined;
      await letLoadGoFirst(options);
      return await openAndRun(options, lockedSettings, async (session) => {
        await session.run('SET lock_configuration = true');
        return await yieldingToLoads(options, session, () => work(session));
      });
    }),
  );
}

/**
 * Opens the warehouse for reading; undefined where the file does not exist yet. Readers of one process share one
 * instance and work at the same time. Where a load waits for long, `work` is interrupted and done again behind it, so
 * it must be able to start over.
 */
export async function withReader<Result>(
  options: GateOptions,
  work: (session: Session) => Promise<Result>,
): Promise<Result | undefined> {
  return await startingOver(options, async () => {
    // Before the turn, so that whoever holds one finishes and lets go.
    await letLoadGoFirst(options);
    const open = openFile(options.file);
    const end = await open.turns.take('shared', options);
    try {
      if (!existsSync(options.file)) return undefined;
      const instance = await whenFree(options, false, () => shareInstance(open, options.file));
      try {
        const session = await Session.open(instance);
        try {
          return await yieldingToLoads(options, session, () => work(session));
        } finally {
          session.close();
        }
      } finally {
        leaveInstance(open, options);
      }
    } finally {
      end();
    }
  });
}

/**
 * Opens the warehouse, alone, for reading beside a database in memory, in which what a load would do can be tried. Where
 * the file does not exist yet, that database stands for both. Gives way to loads as {@link withReader} does.
 * @param work gets the warehouse and the database in memory, which must be as good as new when it starts over.
 */
export async function withPlanner<Result>(
  options: GateOptions,
  work: (stored: Session, shadow: Session) => Promise<Result>,
): Promise<Result> {
  return await startingOver(options, () =>
    alone(options, async () => {
      await letLoadGoFirst(options);
      const { DuckDBInstance } = await import(/* turbopackIgnore: true */ '@duckdb/node-api');
      const settings = { memory_limit: readerSettings.memory_limit, temp_directory: `${options.file}.plan.tmp` };
      const instance = await DuckDBInstance.create(':memory:', settings);
      try {
        const shadow = await Session.open(instance);
        try {
          if (!existsSync(options.file)) return await work(shadow, shadow);
          const attach = `ATTACH ${quoteText(options.file)} AS warehouse (READ_ONLY)`;
          await whenFree(options, false, () => shadow.run(attach));
          return await yieldingToLoads(options, shadow, () => work(shadow.at('warehouse'), shadow));
        } finally {
          shadow.close();
        }
      } finally {
        instance.closeSync();
      }
    }),
  );
}

/** Work that was interrupted for a load, and may be done again. */
class YieldedError extends Error {}

async function startingOver<Result>({ file }: GateOptions, once: () => Promise<Result>): Promise<Result> {
  for (let round = 1; ; round += 1) {
    try {
      return await once();
    } catch (error) {
      if (!(error instanceof YieldedError)) throw error;
      if (round === maxRounds) throw busyError(file, error);
    }
  }
}

/** Interrupts the work when its caller gives up, and when a load has waited long enough for it. */
async function yieldingToLoads<Result>(
  { file, waitMs, signal }: GateOptions,
  session: Session,
  work: () => Promise<Result>,
): Promise<Result> {
  signal?.throwIfAborted();
  const patienceMs = Math.min(longestPatienceMs, waitMs / 3);
  let hasYielded = false;
  let announcedAt: number | undefined;
  const watch = setInterval(() => {
    announcedAt = isLoadAnnounced(file) ? (announcedAt ?? performance.now()) : undefined;
    if (announcedAt === undefined || performance.now() - announcedAt < patienceMs) return;
    hasYielded = true;
    session.interrupt();
  }, pollMs);
  const interrupt = (): void => session.interrupt();
  signal?.addEventListener('abort', interrupt);
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    throw hasYielded ? new YieldedError('A load goes first.', { cause: error }) : error;
  } finally {
    clearInterval(watch);
    signal?.removeEventListener('abort', interrupt);
  }
}

/**
 * The instance of this process's readers, opened by the first of them. They are counted here and not by DuckDB: where
 * one closes its last handle while another asks for the next, the lock of the file is lost without a word.
 */
async function shareInstance(open: OpenFile, file: string): Promise<DuckDBInstance> {
  if (open.readers === undefined) {
    open.opening ??= openInstance(file, readerSettings);
    const { opening } = open;
    try {
      const instance = await opening;
      open.readers ??= { instance, users: 0 };
    } finally {
      if (open.opening === opening) open.opening = undefined;
    }
  }
  open.readers.users += 1;
  return open.readers.instance;
}

function leaveInstance(open: OpenFile, { file, lingerMs = 0 }: GateOptions): void {
  const { readers } = open;
  if (readers === undefined) return;
  readers.users -= 1;
  if (readers.users > 0) return;
  clearInterval(readers.closing);
  if (lingerMs <= 0 || isLoadAnnounced(file)) {
    closeReaders(open);
    return;
  }
  const until = performance.now() + lingerMs;
  readers.closing = setInterval(
    () => {
      if (readers.users === 0 && (performance.now() >= until || isLoadAnnounced(file))) closeReaders(open);
    },
    Math.min(lingerMs, pollMs / 2),
  );
  readers.closing.unref();
}

function closeReaders(open: OpenFile): void {
  clearInterval(open.readers?.closing);
  open.readers?.instance.closeSync();
  delete open.readers;
}

function openFile(file: string): OpenFile {
  const open = files.get(file) ?? { turns: new Turns() };
  files.set(file, open);
  return open;
}

async function alone<Result>(options: GateOptions, work: () => Promise<Result>): Promise<Result> {
  const open = openFile(options.file);
  const end = await open.turns.take('alone', { signal: options.signal });
  closeReaders(open);
  try {
    return await work();
  } finally {
    end();
  }
}

async function openAndRun<Result>(
  options: GateOptions,
  settings: Readonly<Record<string, string>>,
  work: (session: Session) => Promise<Result>,
  file = options.file,
): Promise<Result> {
  const isWriter = settings === writerSettings;
  const instance = await whenFree(options, isWriter, () => openInstance(file, settings), file);
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

async function openInstance(file: string, settings: Readonly<Record<string, string>>): Promise<DuckDBInstance> {
  const { DuckDBInstance } = await import(/* turbopackIgnore: true */ '@duckdb/node-api');
  return await DuckDBInstance.fromCache(file, { ...settings });
}

/** Opens again and again while another process holds the file. */
async function whenFree<Opened>(
  options: GateOptions,
  isWriter: boolean,
  open: () => Promise<Opened>,
  file = options.file,
): Promise<Opened> {
  const startedAt = performance.now();
  try {
    for (;;) {
      options.signal?.throwIfAborted();
      try {
        return await open();
      } catch (error) {
        const holder = lockHolder(error);
        if (holder === undefined) throw openError(options.file, String(error).replaceAll(file, options.file), error);
        const waitedMs = performance.now() - startedAt;
        if (waitedMs >= options.waitMs) throw lockedError(options, holder, isWriter, error);
        if (isWriter) announceLoad(options.file);
        options.onWaiting?.(holder, Math.round(waitedMs));
        await sleep(
          isWriter ? pollMs : pollMs / 2,
          undefined,
          options.signal === undefined ? {} : { signal: options.signal },
        );
      }
    }
  } finally {
    if (isWriter) withdrawLoad(options.file);
  }
}
