import { isSystemTable } from '../../lib/spec/system-table.ts';
import { decodeState } from '../../lib/warehouse/pipeline-state.ts';
import { withWarehouse, type WarehouseRow } from './read-warehouse.ts';

/** What a dataset holds, without anything that differs from load to load: ids, load ids, instants of loading. */
export interface DatasetContent {
  /** By table: each row with the rows above it, as sorted texts. */
  readonly tables: Readonly<Record<string, readonly string[]>>;
  /** By resource and cursor path. */
  readonly cursors: Readonly<Record<string, unknown>>;
}

type Tables = ReadonlyMap<string, readonly WarehouseRow[]>;

export async function readDataset(projectRoot: string, dataset: string): Promise<DatasetContent> {
  const tables = await readTables(projectRoot, dataset);
  const rowsById = new Map(
    [...tables.values()].flatMap((rows) =>
      rows.filter((row) => '_dlt_id' in row).map((row): [unknown, WarehouseRow] => [row['_dlt_id'], row]),
    ),
  );
  const describeRow = (row: WarehouseRow): string => {
    // Sorted, because the order of columns is that in which they came.
    const own = Object.entries(row)
      .filter(([column]) => !column.startsWith('_dlt_') || column === '_dlt_list_idx')
      .toSorted(([left], [right]) => (left < right ? -1 : 1));
    const parent = rowsById.get(row['_dlt_parent_id']);
    return `${parent === undefined ? '' : `${describeRow(parent)} > `}${describe(Object.fromEntries(own))}`;
  };
  const contents = [...tables]
    .filter(([name]) => !isSystemTable(name))
    .map(([name, rows]): [string, string[]] => [name, rows.map(describeRow).sort()]);
  return { tables: Object.fromEntries(contents), cursors: readCursors(tables.get('_dlt_pipeline_state') ?? []) };
}

/**
 * What may never be in a dataset, whatever happened: rows of a load that `_dlt_loads` does not know, child rows without
 * their parent row, two rows with one id, a state of an unknown load. One text for each fault.
 */
export async function findBrokenRows(projectRoot: string, dataset: string): Promise<readonly string[]> {
  const tables = await readTables(projectRoot, dataset);
  const loads = new Set(tables.get('_dlt_loads')?.map((row) => row['load_id']));
  const ids = new Set([...tables.values()].flatMap((rows) => rows.map((row) => row['_dlt_id'])));
  return [...tables].flatMap(([name, rows]) => {
    const own = new Set(rows.map((row) => row['_dlt_id']));
    const doubled = '_dlt_id' in (rows[0] ?? {}) && own.size !== rows.length ? [`${name}: ids are not unique`] : [];
    const broken = rows.filter(
      (row) =>
        ('_dlt_load_id' in row && !loads.has(row['_dlt_load_id'])) ||
        ('_dlt_parent_id' in row && !ids.has(row['_dlt_parent_id'])) ||
        ('_dlt_root_id' in row && !ids.has(row['_dlt_root_id'])),
    );
    return [...doubled, ...broken.map((row) => `${name}: ${describe(row)}`)];
  });
}

function readTables(projectRoot: string, dataset: string): Promise<Tables> {
  return withWarehouse(projectRoot, async (read) => {
    const names = await read(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = '${dataset}' ORDER BY 1`,
    );
    const tables = new Map<string, readonly WarehouseRow[]>();
    for (const { name } of names) tables.set(String(name), await read(`SELECT * FROM "${dataset}"."${String(name)}"`));
    return tables;
  });
}

function readCursors(states: readonly WarehouseRow[]): Readonly<Record<string, unknown>> {
  const newest = states.toSorted((left, right) => Number(right['version']) - Number(left['version']))[0];
  if (newest === undefined) return {};
  const { sources = {} } = decodeState(String(newest['state'])).content;
  const cursors = Object.values(sources).flatMap(({ resources = {} }) =>
    Object.entries(resources).flatMap(([resource, { incremental = {} }]) =>
      Object.entries(incremental).map(([path, cursor]): [string, unknown] => [
        `${resource}.${path}`,
        { ...cursor, unique_hashes: cursor.unique_hashes.toSorted() },
      ]),
    ),
  );
  return Object.fromEntries(cursors);
}

function describe(row: object): string {
  return JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}
