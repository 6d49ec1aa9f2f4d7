import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchHost } from './bench-host.ts';
import { linesFile } from './data-set.ts';
import { figureOf, type Figure } from './figure.ts';
import { measureSql } from './measure-sql.ts';
import { recordColumns } from './record-text.ts';
import { startPageServer } from './start-page-server.ts';
import type { Usage } from './usage.ts';

/** The whole sync, divided by DuckDB reading the same records out of a file into one table. */
export async function measureFloor(host: BenchHost): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const records of host.sizes.floor) {
    const { folder } = host.dataSet(records);
    await using server = await startPageServer(folder);
    // The first one warms the cache of the file.
    await readByDuckdb(host, folder);
    const wall: number[] = [];
    const cpu: number[] = [];
    for (let repetition = 1; repetition <= host.repetitionsOf(records); repetition += 1) {
      const sync = await host.syncFresh(records, server.url);
      const floor = await readByDuckdb(host, folder);
      wall.push(sync.wallMs / floor.wallMs);
      cpu.push(sync.cpuMs / floor.cpuMs);
      host.say(
        `floor ${records}: sync ${Math.round(sync.wallMs)} ms (load ${Math.round(sync.loadMs)} ms, CPU ${Math.round(sync.cpuMs)} ms), DuckDB ${Math.round(floor.wallMs)} ms (CPU ${Math.round(floor.cpuMs)} ms)`,
      );
    }
    const named = records.toLocaleString('en');
    figures.push(
      figureOf({ part: 'floor', name: `${named} records, time`, unit: 'ratio', bar: 5 }, wall),
      figureOf({ part: 'floor', name: `${named} records, CPU time`, unit: 'ratio' }, cpu),
    );
  }
  return figures;
}

async function readByDuckdb(host: BenchHost, folder: string): Promise<Usage> {
  const database = join(host.folder, 'floor.duckdb');
  const columns = Object.entries(recordColumns).map(([name, type]) => `${name}: '${type}'`);
  try {
    return await measureSql(
      database,
      [
        // It is faster so, and the sync of many records works so too.
        'SET preserve_insertion_order = false',
        `CREATE TABLE records AS SELECT * FROM read_json('${linesFile(folder)}', format = 'newline_delimited', columns = {${columns.join(', ')}})`,
      ],
      host.usageFile,
    );
  } finally {
    for (const file of [database, `${database}.wal`]) rmSync(file, { force: true });
  }
}
