import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchHost } from './bench-host.ts';
import { warehouseOf, writeBenchProject } from './bench-project.ts';
import { linesFile, writeDataSet } from './data-set.ts';
import { figureOf, type Figure } from './figure.ts';
import { measureSql } from './measure-sql.ts';
import { recordColumns, recordText } from './record-text.ts';
import { startPageServer } from './start-page-server.ts';

/** Changed records with their children, merged into many stored ones; divided by statements that a person would write. */
export async function measureMerge(host: BenchHost): Promise<readonly Figure[]> {
  const { stored, changed } = host.sizes.merge;
  const whole = host.dataSet(stored);
  // Every second one is stored already, spread over the whole table; the others are new.
  const step = Math.floor(stored / changed) * 2;
  const changes = writeDataSet(join(host.folder, 'changes'), {
    records: changed,
    textOf: (index, random) => recordText(index % 2 === 0 ? (index / 2) * step : stored + index, random),
  });
  await using changesServer = await startPageServer(changes.folder);
  const load: number[] = [];
  const sync: number[] = [];
  await host.withProject({ url: changesServer.url, disposition: 'merge' }, async (root) => {
    {
      await using server = await startPageServer(whole.folder);
      writeBenchProject(root, { url: server.url, disposition: 'merge' });
      await host.sync(root);
    }
    writeBenchProject(root, { url: changesServer.url, disposition: 'merge' });
    const warehouse = warehouseOf(root);
    const before = join(host.folder, 'before.duckdb');
    copyFileSync(warehouse, before);
    for (let repetition = 0; repetition <= host.repetitionsOf(stored); repetition += 1) {
      copyFileSync(before, warehouse);
      const dango = await host.sync(root);
      const byHand = join(host.folder, 'by-hand.duckdb');
      copyFileSync(before, byHand);
      const hand = await measureSql(byHand, mergeStatements(linesFile(changes.folder)), host.usageFile);
      host.say(
        `merge: load ${Math.round(dango.loadMs)} ms, whole sync ${Math.round(dango.wallMs)} ms, by hand ${Math.round(hand.wallMs)} ms`,
      );
      // The first one warms the caches.
      if (repetition === 0 && host.repetitionsOf(stored) > 1) continue;
      load.push(dango.loadMs / hand.wallMs);
      sync.push(dango.wallMs / hand.wallMs);
      if (load.length === host.repetitionsOf(stored)) break;
    }
  });
  const named = `${changed.toLocaleString('en')} changed records into ${stored.toLocaleString('en')}`;
  return [
    figureOf({ part: 'merge', name: `${named}, the load`, unit: 'ratio', bar: 2.5 }, load),
    figureOf({ part: 'merge', name: `${named}, the whole sync`, unit: 'ratio' }, sync),
  ];
}

/** What a person would write: new rows replace those with the same key, children go and come with them. */
function mergeStatements(lines: string): readonly string[] {
  const columns = Object.entries(recordColumns).map(([name, type]) => `${name}: '${type}'`);
  const data = 'raw_bench';
  const gone = `SELECT r._dlt_id FROM ${data}.records r SEMI JOIN changes c ON c.id = r.id`;
  const child = (list: string, values: string): string =>
    `INSERT INTO ${data}.records__${list} BY NAME SELECT ${values}, _dlt_id AS _dlt_root_id, _dlt_id AS _dlt_parent_id, i AS _dlt_list_idx, _dlt_id || '.' || i AS _dlt_id
     FROM (SELECT _dlt_id, unnest(${list}) AS v, generate_subscripts(${list}, 1) - 1 AS i FROM changes)`;
  return [
    "SET timezone = 'UTC'",
    'BEGIN',
    `CREATE TEMP TABLE changes AS SELECT *, 'hand.' || row_number() OVER () AS _dlt_id FROM read_json('${lines}', format = 'newline_delimited', columns = {${columns.join(', ')}})`,
    `CREATE TEMP TABLE gone AS ${gone}`,
    `DELETE FROM ${data}.records__tags WHERE _dlt_root_id IN (SELECT _dlt_id FROM gone)`,
    `DELETE FROM ${data}.records__lines WHERE _dlt_root_id IN (SELECT _dlt_id FROM gone)`,
    `DELETE FROM ${data}.records WHERE _dlt_id IN (SELECT _dlt_id FROM gone)`,
    `INSERT INTO ${data}.records BY NAME SELECT id, name, email, amount, quantity, is_active, created_at, status, note,
       address.city AS address__city, address.zip AS address__zip, address.geo.lat AS address__geo__lat, address.geo.lon AS address__geo__lon,
       'hand' AS _dlt_load_id, _dlt_id FROM changes`,
    child('tags', 'v AS value'),
    child('lines', 'v.sku AS sku, v.quantity AS quantity, v.price AS price'),
    'COMMIT',
  ];
}
