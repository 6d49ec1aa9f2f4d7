// A program that dies inside of a COMMIT: `node torn-commit.ts usual|ours FILE MS`. `usual` opens the file as DuckDB does
// by default, and dies once its log is written; `ours` opens it as a load does, and dies after so many milliseconds.
import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { withWriter } from '../../lib/warehouse/duckdb/gate.ts';

const [, , settings, file = '', delayMs = '0'] = process.argv;

/** Resolves when the log has not grown for a while. */
async function logIsWritten(): Promise<void> {
  for (let [before, now] = [-1, 0]; now === 0 || now !== before;) {
    await sleep(200);
    [before, now] = [now, statSync(`${file}.wal`, { throwIfNoEntry: false })?.size ?? 0];
  }
}

async function commitAndDie(run: (sql: string) => Promise<unknown>, wait: () => Promise<unknown>): Promise<void> {
  await run('BEGIN');
  await run("INSERT INTO a SELECT i, 'x' || i FROM range(250000) r(i)");
  await run("INSERT INTO b SELECT i, 'y' || i FROM range(250000) r(i)");
  void run('COMMIT');
  await wait();
  process.kill(process.pid, 'SIGKILL');
}

if (settings === 'ours') {
  await withWriter({ file, waitMs: 5000 }, (session) =>
    commitAndDie(
      (sql) => session.run(sql),
      () => sleep(Number(delayMs)),
    ),
  );
} else {
  const connection = await (await DuckDBInstance.create(file, { debug_checkpoint_sleep_ms: '20000' })).connect();
  await commitAndDie((sql) => connection.run(sql), logIsWritten);
}
