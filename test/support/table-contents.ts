import { readWarehouse, type WarehouseRow } from './read-warehouse.ts';

/**
 * Every row of every table of a schema, without what each load makes anew (ids of loads and rows), in an order that
 * depends on the rows alone: two syncs that say the same give equal contents.
 */
export async function readContents(
  projectRoot: string,
  schema: string,
): Promise<Readonly<Record<string, readonly WarehouseRow[]>>> {
  const tables = (await listTables(projectRoot, schema)).filter((table) => !table.startsWith('_dlt_'));
  const contents: Record<string, readonly WarehouseRow[]> = {};
  for (const table of tables) {
    const columns = `COLUMNS(name -> NOT starts_with(name, '_dlt_') OR name = '_dlt_list_idx')`;
    contents[table] = await readWarehouse(projectRoot, `SELECT ${columns} FROM "${schema}"."${table}" ORDER BY ALL`);
  }
  return contents;
}

/**
 * What is wrong with the links between tables: child rows without a parent, ids that are not unique, rows of a load
 * that is not recorded. Each entry names the table and counts the rows; an empty list is what a test wants.
 */
export async function findBrokenLinks(projectRoot: string, schema: string): Promise<readonly string[]> {
  const tables = await listTables(projectRoot, schema);
  const data = tables.filter((table) => !table.startsWith('_dlt_'));
  const broken: string[] = [];
  const check = async (what: string, table: string, condition: string): Promise<void> => {
    const sql = `SELECT count(*) AS total FROM "${schema}"."${table}" AS row WHERE ${condition}`;
    const [row] = await readWarehouse(projectRoot, sql);
    if (row?.['total'] !== 0) broken.push(`${table}: ${String(row?.['total'])} ${what}`);
  };
  for (const table of data) {
    const others = `(SELECT _dlt_id FROM "${schema}"."${table}" GROUP BY ALL HAVING count(*) > 1)`;
    await check('rows share their id', table, `_dlt_id IN ${others}`);
    const parent = data.filter((other) => table.startsWith(`${other}__`)).sort((a, b) => b.length - a.length)[0];
    if (parent === undefined) {
      await check('rows of an unknown load', table, `_dlt_load_id NOT IN (SELECT load_id FROM "${schema}"._dlt_loads)`);
    } else {
      await check(
        'rows without a parent',
        table,
        `_dlt_parent_id NOT IN (SELECT _dlt_id FROM "${schema}"."${parent}")`,
      );
    }
  }
  return broken;
}

async function listTables(projectRoot: string, schema: string): Promise<readonly string[]> {
  const rows = await readWarehouse(
    projectRoot,
    `SELECT table_name FROM information_schema.tables WHERE table_schema = '${schema}' ORDER BY 1`,
  );
  return rows.map((row) => String(row['table_name']));
}
