import { DangoError } from '../../errors/dango-error.ts';
import { rowOrigin } from '../../loads/row-id.ts';
import type { ResourceLoad } from '../plan/load-plan.ts';
import { childTables, type Catalog } from '../plan/table-tree.ts';
import { recordSourceSql } from './record-source.ts';
import { tableSelects } from './select-sql.ts';
import type { Session } from './session.ts';
import { qualify, quoteName } from './sql-text.ts';
import { sqlColumnType } from './sql-types.ts';
import { columnSql } from './value-sql.ts';

/** From this many tables on, reading the text once into a temporary table beats reading it once per table. */
const stageFromTables = 6;

export interface ResourceWriter {
  readonly session: Session;
  readonly dataset: string;
  readonly loadId: string;
  /** Absolute path of the package. */
  readonly folder: string;
  /** After the changes of this load. */
  readonly catalog: Catalog;
  /** Makes the names of temporary tables unique within the load. */
  readonly number: number;
}

/** Puts the rows of one resource in, by its disposition. Returns the rows by table. */
export async function writeResource(load: ResourceLoad, writer: ResourceWriter): Promise<ReadonlyMap<string, number>> {
  if (load.disposition === 'keep') return new Map();
  if (load.disposition === 'replace') await deleteAll(load, writer);
  if (load.resource.rows === 0) return new Map();
  const source = await recordSource(load, writer);
  const where = load.disposition === 'merge' ? await prepareMerge(load, writer, source) : '';
  return await insertRows(load, writer, source, where);
}

async function insertRows(
  { plan, resource }: ResourceLoad,
  { session, dataset, loadId }: ResourceWriter,
  source: string,
  where: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = new Map<string, number>();
  const hasRootIds = resource.write_disposition === 'merge';
  for (const { table, sql } of tableSelects(plan, { loadId, source, where, hasRootIds })) {
    rows.set(table, await session.run(`INSERT INTO ${qualify(session.catalog, dataset, table)} BY NAME ${sql}`));
  }
  return rows;
}

async function recordSource(
  { plan, resource }: ResourceLoad,
  { session, folder, number }: ResourceWriter,
): Promise<string> {
  const source = recordSourceSql(plan, resource, folder);
  if (plan.tables.length < stageFromTables) return source;
  const stage = `temp.main._dango_stage_${number}`;
  await session.run(`CREATE TEMP TABLE _dango_stage_${number} AS SELECT * FROM ${source}`);
  return stage;
}

async function deleteAll({ resource }: ResourceLoad, { session, dataset, catalog }: ResourceWriter): Promise<void> {
  const children = childTables(catalog, resource.table).map(({ name }) => name);
  for (const table of [...children.toReversed(), resource.table]) {
    if (catalog.has(table)) await session.run(`DELETE FROM ${qualify(session.catalog, dataset, table)}`);
  }
}

/**
 * Deletes the rows that the new ones take the place of, with all their child rows, and keeps of several new rows with
 * one key the last. Returns the restriction to the rows that are kept.
 */
async function prepareMerge(load: ResourceLoad, writer: ResourceWriter, source: string): Promise<string> {
  const { session, number } = writer;
  const keys = keyExpressions(load);
  const names = keys.map(({ name }) => name);
  const batch = `_dango_batch_${number}`;
  await session.run(
    `CREATE TEMP TABLE ${batch} AS SELECT _dlt_id, ${keys.map(({ sql, name }) => `${sql} AS ${name}`).join(', ')} FROM ${source}`,
  );
  await refuseMissingKeys(load, session, batch, names);
  await session.run(
    `DELETE FROM ${batch} WHERE _dlt_id NOT IN (SELECT max(_dlt_id) FROM ${batch} GROUP BY ${names.join(', ')})`,
  );
  await deleteReplaced(load, writer, batch);
  return `WHERE _dlt_id IN (SELECT _dlt_id FROM ${batch})`;
}

/** Deletes the rows whose keys come anew, and everything below them: from the top down found, from the bottom up deleted. */
async function deleteReplaced(load: ResourceLoad, writer: ResourceWriter, batch: string): Promise<void> {
  const { session, number, dataset, catalog } = writer;
  const root = load.resource.table;
  const gone = new Map<string, string>();
  const note = async (table: string, select: string): Promise<void> => {
    const name = `_dango_gone_${number}_${gone.size}`;
    await session.run(`CREATE TEMP TABLE ${name} AS ${select}`);
    gone.set(table, name);
  };
  const condition = load.keyColumns
    .map((column, position) => `b._key_${position} = t.${quoteName(column)}`)
    .join(' AND ');
  await note(
    root,
    `SELECT t._dlt_id FROM ${qualify(session.catalog, dataset, root)} t SEMI JOIN ${batch} b ON ${condition}`,
  );
  for (const { name, parents } of childTables(catalog, root)) {
    const ids = parents.map((parent) => `SELECT _dlt_id FROM ${gone.get(parent)}`).join(' UNION ALL ');
    await note(name, `SELECT _dlt_id FROM ${qualify(session.catalog, dataset, name)} WHERE _dlt_parent_id IN (${ids})`);
  }
  for (const [table, ids] of [...gone].toReversed()) {
    const rows = qualify(session.catalog, dataset, table);
    await session.run(`DELETE FROM ${rows} WHERE _dlt_id IN (SELECT _dlt_id FROM ${ids})`);
  }
}

function keyExpressions({ plan, keyColumns, resource }: ResourceLoad): readonly { name: string; sql: string }[] {
  const form = plan.root.form === 'json' ? 'json' : 'columns';
  return keyColumns.map((keyColumn, position) => {
    const column = plan.tables[0]?.columns.find(({ name }) => name === keyColumn);
    if (column === undefined) {
      throw new DangoError(`Primary key "${keyColumn}" of ${resource.name} has no column.`, {
        code: 'warehouse-failed',
      });
    }
    return { name: `_key_${position}`, sql: `CAST(${columnSql(column, form)} AS ${sqlColumnType(column.type)})` };
  });
}

async function refuseMissingKeys(
  { resource }: ResourceLoad,
  session: Session,
  batch: string,
  names: readonly string[],
): Promise<void> {
  const isMissing = names.map((name) => `${name} IS NULL`).join(' OR ');
  const rows = await session.rows(
    `SELECT _dlt_id, count(*) OVER () AS total FROM ${batch} WHERE ${isMissing} ORDER BY 1 LIMIT 1`,
  );
  const [row] = rows;
  if (row === undefined) return;
  throw new DangoError(
    `${String(row['total'])} of ${resource.rows} records of ${resource.name} have no value for the primary key ${resource.primary_key.join(', ')} (first: ${describeOrigin(String(row['_dlt_id']))}).`,
    {
      code: 'rows-refused',
      hint: `Choose a primary_key that every record has, or another write_disposition for ${resource.name}.`,
      context: { resource: resource.name, table: resource.table, row: String(row['_dlt_id']) },
    },
  );
}

/** Where a person finds the record that a row id stands for. */
function describeOrigin(id: string): string {
  const origin = rowOrigin(id);
  if (origin === undefined) return `row ${id}`;
  return `record ${origin.position + 1} of exchange ${origin.exchange} in exchanges.ndjson of the load package`;
}
