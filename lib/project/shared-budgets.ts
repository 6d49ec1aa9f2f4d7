import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DangoError } from '../errors/dango-error.ts';
import { rateLimitPeriodsMs, type RateLimit } from '../spec/rate-limit.ts';

/** What a client takes its requests out of; see `SharedBudget` of the HTTP layer. */
interface Budget {
  take(nowMs: number): number;
  pauseUntil(instantMs: number): void;
}

/** Another process is busy for a fraction of a millisecond. */
const busyMs = 10_000;
/** No request is noted for later, so what lies behind this is of a clock that was set back. */
const futureMs = 1000;

/**
 * The budgets of a project's rate limits by key, for all processes on this machine: `rate-limits.db` in its cache folder.
 * Only requests that are sent are noted there, each as one transaction, so a process that dies holds nothing.
 * @param folder made where it is missing.
 */
export function openSharedBudgets(folder: string): (key: string, rate: Exclude<RateLimit, number>) => Budget {
  let opened: DatabaseSync | undefined;
  const change = <Result>(work: (database: DatabaseSync) => Result): Result => {
    try {
      opened ??= openDatabase(folder);
      return transaction(opened, work);
    } catch (cause) {
      throw new DangoError('The shared rate limits of this project cannot be read', {
        code: 'config-invalid',
        hint: 'Delete rate-limits.db in .dango/cache, then sync again.',
        cause,
      });
    }
  };
  return (key, { requests, per }) => {
    const periodMs = rateLimitPeriodsMs[per];
    return {
      take: (nowMs) =>
        change((database) => {
          database.prepare('delete from sent where key = ? and at > ?').run(key, nowMs + futureMs);
          database.prepare('delete from sent where key = ? and at <= ?').run(key, nowMs - longestPeriodMs);
          const until = numberOf(database.prepare('select until as value from paused where key = ?').get(key));
          if (until !== undefined && until > nowMs) return until - nowMs;
          const before = 'select at as value from sent where key = ? order by at desc limit 1 offset ?';
          const oldest = numberOf(database.prepare(before).get(key, requests - 1));
          if (oldest !== undefined && oldest + periodMs > nowMs) return oldest + periodMs - nowMs;
          database.prepare('insert into sent values (?, ?)').run(key, nowMs);
          return 0;
        }),
      pauseUntil: (instantMs) =>
        change((database) => {
          const longer =
            'insert into paused values (?, ?) on conflict (key) do update set until = max(until, excluded.until)';
          database.prepare(longer).run(key, instantMs);
        }),
    };
  };
}

const longestPeriodMs = Math.max(...Object.values(rateLimitPeriodsMs));

function openDatabase(folder: string): DatabaseSync {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, 'rate-limits.db'), { timeout: busyMs });
  // What a power cut takes away is worth nothing afterwards.
  database.exec('pragma synchronous = off');
  transaction(database, () =>
    database.exec(`create table if not exists sent (key text, at real);
      create index if not exists sent_at on sent (key, at);
      create table if not exists paused (key text primary key, until real)`),
  );
  return database;
}

function numberOf(row: Readonly<Record<string, unknown>> | undefined): number | undefined {
  const value = row?.['value'];
  return typeof value === 'number' ? value : undefined;
}

function transaction<Result>(database: DatabaseSync, work: (database: DatabaseSync) => Result): Result {
  // A read that becomes a write would fail at once where another process writes.
  database.exec('begin immediate');
  try {
    const result = work(database);
    database.exec('commit');
    return result;
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}
