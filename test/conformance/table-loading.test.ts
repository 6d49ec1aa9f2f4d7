import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { incremental } from '../../lib/sdk/incremental.ts';
import { resource } from '../../lib/sdk/define-resource.ts';
import { openInProcess } from '../support/load-in-process.ts';
import { scratchWarehouse, type ScratchWarehouse } from '../support/load-records.ts';
import { lockWarehouse } from '../support/lock-warehouse.ts';
import { countRows, readWarehouse } from '../support/read-warehouse.ts';

const merge = { write_disposition: 'merge', primary_key: ['id'] } as const;

async function own(warehouse: ScratchWarehouse, table = 'items'): Promise<unknown> {
  const rows = await warehouse.rows(`SELECT * FROM raw_shop.${table} ORDER BY _dlt_id`);
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('_dlt_'))));
}

describe('append and merge', () => {
  test('I8.01 a new field adds a column; the rows of before have NULL', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1 }] }]);
    await warehouse.load([{ records: [{ id: 2, b: 'x' }] }]);
    expect(await own(warehouse)).toEqual([
      { id: '1', b: null },
      { id: '2', b: 'x' },
    ]);
  });

  test('I8.02 (differs) a merge without keys is refused; in dlt it appends', () => {
    expect(() => resource('items', { writeDisposition: 'merge' }, () => [])).toThrow(/primary key/);
  });

  test('I8.03 of several new rows with one key one is kept', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([
      {
        records: [
          { id: 1, v: 1 },
          { id: 2, v: 1 },
        ],
        ...merge,
      },
    ]);
    await warehouse.load([
      {
        records: [
          { id: 1, v: 2 },
          { id: 1, v: 3 },
        ],
        ...merge,
      },
    ]);
    expect(await own(warehouse)).toEqual([
      { id: '2', v: '1' },
      { id: '1', v: '3' },
    ]);
  });

  test('I8.12 (differs), I8.13 (differs), P10.13 a table with children that was appended to is merged; in dlt that fails', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([
      {
        records: [
          { id: 1, l: [1] },
          { id: 2, l: [2] },
        ],
      },
    ]);
    await warehouse.load([{ records: [{ id: 1, l: [3] }], ...merge }]);
    expect(await own(warehouse, 'items__l')).toEqual([{ value: '2' }, { value: '3' }]);
    // The column that a merge needs is added so that rows of before may be without it.
    const [column] = await warehouse.rows(
      `SELECT is_nullable FROM information_schema.columns WHERE table_name = 'items__l' AND column_name = '_dlt_root_id'`,
    );
    expect(column).toEqual({ is_nullable: 'YES' });
  });
});

describe('replace', () => {
  const replace = { write_disposition: 'replace' } as const;

  test('I8.11 child tables are emptied, also where the new rows have no children', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1, l: [{ m: [1] }] }], ...replace }]);
    await warehouse.load([{ records: [{ id: 2 }], ...replace }]);
    expect([await own(warehouse), await own(warehouse, 'items__l'), await own(warehouse, 'items__l__m')]).toEqual([
      [{ id: '2' }],
      [],
      [],
    ]);
  });

  test('I8.23 (differs) no row at all keeps those of before; in dlt it empties the table', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1 }], ...replace }]);
    await warehouse.load([{ records: [], ...replace }]).catch(() => undefined);
    expect(await own(warehouse)).toEqual([{ id: '1' }]);
  });

  test('P10.22 one that fails in the middle leaves everything as it was', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1, l: [1] }], ...replace }]);
    const { manifest, folder } = warehouse.seal([{ records: [{ id: 2, l: [2, 3] }], ...replace }]);
    writeFileSync(
      join(folder, 'items.1.ndjson'),
      '{"_dlt_id":"a","id":2,"l":[2,3]}\n{"_dlt_id":"b","id":"no number"}\n',
    );
    await expect(warehouse.destination.load(manifest, folder, {})).rejects.toThrow('failed');
    expect([await own(warehouse), await own(warehouse, 'items__l')]).toEqual([[{ id: '1' }], [{ value: '1' }]]);
  });
});

describe('what dlt fails at', () => {
  test('I8.14 (differs), P10.08, P10.10 rows that cannot be loaded move no cursor and block nothing', async () => {
    const project = await openInProcess();
    const records: { id: number | null; at: number }[] = [{ id: 1, at: 1 }];
    const items = () =>
      resource('items', { writeDisposition: 'merge', primaryKey: 'id', incremental: incremental('at') }, () => records);
    await project.load([items()]);
    records.splice(0, 1, { id: null, at: 2 }, { id: 3, at: 3 });
    const { report } = await project.load([items()]);
    expect(report.status).toBe('failed');
    expect(await project.savedState('items')).toMatchObject({ incremental: { at: { last_value: 1 } } });
    records.splice(0, 1, { id: 2, at: 2 });
    expect((await project.load([items()])).report.status).toBe('succeeded');
    expect(await readWarehouse(project.root, 'SELECT id FROM raw_shop.items ORDER BY id')).toEqual([
      { id: 1 },
      { id: 2 },
      { id: 3 },
    ]);
  });

  test('I8.15 (differs), P10.14 a file that another program holds is waited for', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1 }] }]);
    const lock = await lockWarehouse(join(warehouse.folder, 'warehouse.duckdb'));
    const { manifest, folder } = warehouse.seal([{ records: [{ id: 2 }] }]);
    const waits: number[] = [];
    const loading = warehouse.destination.load(manifest, folder, {
      onWaiting: (holder, waitedMs) => {
        waits.push(waitedMs);
        if (waits.length === 2) void lock.release();
      },
    });
    expect(await loading).toMatchObject({ outcome: 'loaded' });
    expect(await own(warehouse)).toEqual([{ id: '1' }, { id: '2' }]);
  });

  test('I8.16 (differs), P10.16 NUL in a text is kept', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1, v: 'a\0b', l: ['\0'] }] }]);
    expect([await own(warehouse), await own(warehouse, 'items__l')]).toEqual([
      [{ id: '1', v: 'a\0b' }],
      [{ value: '\0' }],
    ]);
  });

  test('I8.17 (differs), P10.15 a dataset may be called like the file', async () => {
    await using warehouse = scratchWarehouse();
    for (const id of [1, 2]) await warehouse.load([{ records: [{ id, l: [id] }], ...merge }], { dataset: 'warehouse' });
    expect(await warehouse.rows('SELECT count(*)::INTEGER AS n FROM warehouse.warehouse.items__l')).toEqual([{ n: 2 }]);
  });

  test('I8.19 (differs) of several tables one that is refused stays out; the others are a load that is recorded', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([
      { name: 'good', table: 'good', records: [{ id: 1 }] },
      { name: 'bad', table: 'bad', records: [{ id: null, v: 1 }], ...merge },
    ]);
    expect(
      await warehouse.rows(
        'SELECT count(*)::INTEGER AS n FROM raw_shop.good JOIN raw_shop._dlt_loads ON load_id = _dlt_load_id',
      ),
    ).toEqual([{ n: 1 }]);
    expect(await warehouse.rows(`SELECT * FROM information_schema.tables WHERE table_name = 'bad'`)).toEqual([]);
  });

  test('I8.20 (differs) a table that was dropped by hand is made again', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1, l: [1] }] }]);
    await warehouse.write('DROP TABLE raw_shop.items');
    await warehouse.load([{ records: [{ id: 2, l: [2] }] }]);
    expect(await own(warehouse)).toEqual([{ id: '2' }]);
  });
});

test('I8.18 what is lost beside the warehouse is found in it; where the warehouse is lost, all comes again', async () => {
  const project = await openInProcess();
  const records = [{ id: 1 }, { id: 2 }];
  const items = () => resource('items', { incremental: incremental('id') }, () => records);
  await project.load([items()]);
  rmSync(join(project.root, '.dango/loads'), { recursive: true });
  rmSync(join(project.root, '.dango/dango.db'), { force: true });
  records.push({ id: 3 });
  expect((await project.load([items()])).resource('items')).toMatchObject({ rows_loaded: 1 });
  expect(await countRows(project.root, 'raw_shop')).toEqual({ items: 3 });
  rmSync(join(project.root, 'data/warehouse.duckdb'));
  expect((await project.load([items()])).resource('items')).toMatchObject({ rows_loaded: 3 });
});
