// A program that dies inside of a COMMIT: `node torn-commit.ts usual|ours FILE MS`. `usual` opens the file as DuckDB does
// by default, with a rest between writing its log and writing the file; `ours` as a load does.
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { withWriter } from '../../lib/warehouse/duckdb/gate.ts';

const [, , settings, file = '', delayMs = '0'] = process.argv;

async function commitAndDie(run: (sql: string) => Promise<unknown>): Promise<void> {
  await run('BEGIN');
  await run("INSERT INTO a SELECT i, 'x' || i FROM range(250000) r(i)");
  await run("INSERT INTO b SELECT i, 'y' || i FROM range(250000) r(i)");
  await Promise.race([run('COMMIT'), sleep(Number(delayMs))]);
  process.kill(process.pid, 'SIGKILL');
}

if (settings === 'ours') await withWriter({ file, waitMs: 5000 }, (session) => commitAndDie((sql) => session.run(sql)));
else {
  const connection = await (await DuckDBInstance.create(file, { debug_checkpoint_sleep_ms: '5000' })).connect();
  await commitAndDie((sql) => connection.run(sql));
}
