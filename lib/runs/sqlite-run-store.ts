import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';

import type { ErrorRecord } from '../errors/dango-error.ts';
import { openRunDatabase } from './open-run-database.ts';
import { cancelledError, interruptedError } from './run-errors.ts';
import { createRunId } from './run-id.ts';
import { sourceOfRequest, type RunRecord, type RunRequest } from './run-record.ts';
import {
  leaseMs,
  type ClaimResult,
  type RunFilter,
  type RunLease,
  type RunOutcome,
  type RunOwner,
  type RunStore,
} from './run-store.ts';

type Row = Record<string, SQLOutputValue>;

export interface SqliteRunStoreOptions {
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

/** The run store in a SQLite file, for the processes of one machine. Throws as `openRunDatabase` does. */
export function openSqliteRunStore(file: string, { now = Date.now }: SqliteRunStoreOptions = {}): RunStore {
  return new SqliteRunStore(openRunDatabase(file), now);
}

class SqliteRunStore implements RunStore {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  async create(request: RunRequest): Promise<RunRecord> {
    const now = this.#now();
    for (;;) {
      const row = this.#get(
        `insert into runs (id, kind, source, request, status, created_at, lease_until) values (?, ?, ?, ?, 'queued', ?, ?)
         on conflict (id) do nothing returning *`,
        createRunId(now),
        request.kind,
        sourceOfRequest(request),
        JSON.stringify(request),
        isoTime(now),
        now + leaseMs,
      );
      if (row !== undefined) return toRunRecord(row);
    }
  }

  async claim(runId: string, owner: RunOwner): Promise<ClaimResult> {
    return this.#write((): ClaimResult => {
      this.#markExpired(runId);
      const row = this.#get('select * from runs where id = ?', runId);
      if (row?.['status'] !== 'queued') {
        return { outcome: 'gone', status: row === undefined ? undefined : toRunRecord(row).status };
      }
      const now = this.#now();
      const ahead = this.#get(
        `select id from runs where source = ? and seq <> ? and (status = 'running' or (status = 'queued' and seq < ?))
         order by seq limit 1`,
        text(row, 'source'),
        Number(row['seq']),
        Number(row['seq']),
      );
      if (ahead !== undefined) {
        this.#get('update runs set lease_until = ? where id = ?', now + leaseMs, runId);
        return { outcome: 'waiting', behind: text(ahead, 'id') };
      }
      const claimed = this.#get(
        `update runs set status = 'running', started_at = ?, lease_until = ?, host = ?, pid = ?,
           token = (select max(token) + 1 from runs)
         where id = ? returning token`,
        isoTime(now),
        now + leaseMs,
        owner.host,
        owner.pid,
        runId,
      );
      return { outcome: 'claimed', lease: { runId, token: Number(claimed?.['token']) } };
    });
  }

  async heartbeat({ runId, token }: RunLease): Promise<boolean> {
    const row = this.#get(
      `update runs set lease_until = ? where id = ? and token = ? and status = 'running' returning id`,
      this.#now() + leaseMs,
      runId,
      token,
    );
    return row !== undefined;
  }

  async finish({ runId, token }: RunLease, { status, reports, error }: RunOutcome): Promise<boolean> {
    const row = this.#get(
      `update runs set status = ?, finished_at = ?, reports = ?, error = ?
       where id = ? and token = ? and status = 'running' returning id`,
      status,
      isoTime(this.#now()),
      JSON.stringify(reports),
      error === undefined ? null : JSON.stringify(error),
      runId,
      token,
    );
    return row !== undefined;
  }

  async end(runId: string, status: 'cancelled' | 'interrupted', error: ErrorRecord): Promise<boolean> {
    const row = this.#get(
      `update runs set status = ?, finished_at = ?, error = ? where id = ? and status in ('queued', 'running') returning id`,
      status,
      isoTime(this.#now()),
      JSON.stringify(error),
      runId,
    );
    return row !== undefined;
  }

  async cancelQueued(runId: string): Promise<boolean> {
    const row = this.#get(
      `update runs set status = 'cancelled', finished_at = ?, error = ? where id = ? and status = 'queued' returning id`,
      isoTime(this.#now()),
      JSON.stringify(cancelledError),
      runId,
    );
    return row !== undefined;
  }

  async interruptExpired(): Promise<readonly string[]> {
    return this.#write(() => this.#markExpired(undefined));
  }

  async find(runId: string): Promise<RunRecord | undefined> {
    const row = this.#get('select * from runs where id = ?', runId);
    return row === undefined ? undefined : toRunRecord(row);
  }

  async findOwner(runId: string): Promise<RunOwner | undefined> {
    this.#capLeases(this.#now());
    const row = this.#get(
      `select host, pid from runs where id = ? and status = 'running' and lease_until >= ?`,
      runId,
      this.#now(),
    );
    return row === undefined ? undefined : { host: text(row, 'host'), pid: Number(row['pid']) };
  }

  async list({ source, limit = 20 }: RunFilter = {}): Promise<readonly RunRecord[]> {
    const rows =
      source === undefined
        ? this.#all('select * from runs order by seq desc limit ?', limit)
        : this.#all('select * from runs where source = ? order by seq desc limit ?', source, limit);
    return rows.map(toRunRecord);
  }

  async prune(keep: number): Promise<readonly string[]> {
    const rows = this.#all(
      `delete from runs where status not in ('queued', 'running')
         and seq not in (select seq from runs order by seq desc limit ?) returning id`,
      keep,
    );
    return rows.map((row) => text(row, 'id'));
  }

  close(): void {
    this.#database.close();
  }

  /** A run that asks for its own turn is alive, however long it slept, so it is left out. */
  #markExpired(exceptRunId: string | undefined): readonly string[] {
    const now = this.#now();
    this.#capLeases(now);
    const rows = this.#all(
      `update runs set status = 'interrupted', finished_at = ?, error = ?
       where status in ('queued', 'running') and lease_until < ? and id is not ? returning id`,
      isoTime(now),
      JSON.stringify(interruptedError),
      now,
      exceptRunId ?? null,
    );
    return rows.map((row) => text(row, 'id'));
  }

  /** The clock was set back since a longer lease was given. If its run is alive, it renews the lease in time. */
  #capLeases(now: number): void {
    const longest = now + leaseMs;
    this.#get(
      `update runs set lease_until = ? where status in ('queued', 'running') and lease_until > ?`,
      longest,
      longest,
    );
  }

  /** A transaction that reads before it writes must take the write lock first, or it fails when another one wrote. */
  #write<Result>(work: () => Result): Result {
    this.#database.exec('begin immediate');
    try {
      const result = work();
      this.#database.exec('commit');
      return result;
    } catch (error) {
      this.#database.exec('rollback');
      throw error;
    }
  }

  #get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#database.prepare(sql).get(...values);
  }

  #all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#database.prepare(sql).all(...values);
  }
}

function toRunRecord(row: Row): RunRecord {
  return {
    id: text(row, 'id'),
    source: text(row, 'source'),
    request: JSON.parse(text(row, 'request')) as RunRequest,
    status: text(row, 'status') as RunRecord['status'],
    createdAt: text(row, 'created_at'),
    startedAt: optionalText(row, 'started_at'),
    finishedAt: optionalText(row, 'finished_at'),
    reports: JSON.parse(text(row, 'reports')) as RunRecord['reports'],
    error: row['error'] === null ? undefined : (JSON.parse(text(row, 'error')) as ErrorRecord),
  };
}

function text(row: Row, column: string): string {
  return String(row[column]);
}

function optionalText(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : text(row, column);
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
