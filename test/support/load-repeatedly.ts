// A program that loads into `items` again and again: `node load-repeatedly.ts FILE COUNT`. Says "loaded" after each.
import { setTimeout as sleep } from 'node:timers/promises';
import { withWriter } from '../../lib/warehouse/duckdb/gate.ts';

const [, , file = '', count = '1'] = process.argv;
for (let load = 1; load <= Number(count); load += 1) {
  await withWriter({ file, waitMs: 15_000 }, (session) => session.run('INSERT INTO items VALUES (2)'));
  process.stdout.write('loaded\n');
  // A run fetches between its loads.
  await sleep(50);
}
