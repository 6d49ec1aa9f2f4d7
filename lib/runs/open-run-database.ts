import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { DangoError } from '../errors/dango-error.ts';

/** Each entry brings the database from the version of its index to the next one. Never change one that was released. */
const migrations = [
  `create table runs (
     seq integer primary key autoincrement,
     id text not null unique,
     kind text not null,
     source text not null,
     request text not null,
     status text not null,
     created_at text not null,
     started_at text,
     finished_at text,
     reports text not null default '[]',
     error text,
     token integer not null default 0,
     lease_until integer not null,
     host text,
     pid integer
   ) strict;
   create index runs_by_status on runs (status, source, seq);`,
];

const busyTimeoutMs = 5_000;
const sqliteBusy = 5;

/**
 * Opens `.dango/dango.db`, creating or migrating it. It holds the queue and history of runs only: deleting it loses no
 * loaded row and no cursor. Throws `config-invalid` if a newer Dango wrote it, `run-failed` if it cannot be opened.
 */
export function openRunDatabase(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true });
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: busyTimeoutMs });
    useWriteAheadLog(database);
    database.exec('pragma synchronous = normal; pragma foreign_keys = on');
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    if (DangoError.is(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DangoError(`The run history .dango/dango.db cannot be opened: ${reason}`, {
      code: 'run-failed',
      hint: 'Check that the folder can be written to, or delete .dango/dango.db: it holds the history of runs, no loaded data.',
      cause: error,
    });
  }
}

/** Switching the journal mode does not wait for other processes as other statements do, so it is tried again here. */
function useWriteAheadLog(database: DatabaseSync): void {
  const deadline = Date.now() + busyTimeoutMs;
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      database.exec('pragma journal_mode = wal');
      return;
    } catch (error) {
      const isBusy = error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
      if (!isBusy || Date.now() > deadline) throw error;
      Atomics.wait(pause, 0, 0, 20);
    }
  }
}

function migrate(database: DatabaseSync): void {
  if (readVersion(database) === migrations.length) return;
  database.exec('begin immediate');
  try {
    const version = readVersion(database);
    if (version > migrations.length) throw newerVersionError(version);
    for (const migration of migrations.slice(version)) database.exec(migration);
    database.exec(`pragma user_version = ${migrations.length}`);
    database.exec('commit');
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}

function readVersion(database: DatabaseSync): number {
  return Number(database.prepare('pragma user_version').get()?.['user_version']);
}

function newerVersionError(version: number): DangoError {
  return new DangoError(
    `The run history .dango/dango.db was written by a newer Dango (format ${version}; this one knows ${migrations.length}).`,
    {
      code: 'config-invalid',
      hint: 'Update Dango, or delete .dango/dango.db: it holds the history of runs, no loaded data.',
      context: { version },
    },
  );
}
