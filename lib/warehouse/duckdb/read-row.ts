import { DangoError } from '../../errors/dango-error.ts';
import type { RowOrigin } from '../../loads/row-id.ts';
import { schemaKnowledge, type SchemaKnowledge } from '../plan/schema-knowledge.ts';
import type { Catalog } from '../plan/table-tree.ts';
import type { ChildRows, RowAddress, RowDetail, RowLoad } from '../row-detail.ts';
import { cellsSql, toCells } from './cell-sql.ts';
import { readCatalog } from './dataset-catalog.ts';
import { findTable, type FoundTable } from './find-table.ts';
import { readSchemas } from './read-schemas.ts';
import type { Session } from './session.ts';
import { qualify } from './sql-text.ts';

/** Characters of one value that are told. */
const wholeCharacters = 2 * 1024 * 1024;
const shownCharacters = 300;
const maxChildRows = 50;

/** A row of a root table, and the load that brought it as it is now. */
export interface RootRow {
  readonly table: string;
  readonly loadId: string;
  /** Its `_dlt_id`. */
  readonly id: string;
}

/**
 * One row with all that belongs to it.
 * @param originOf finds the exchange that a row of a root table came in.
 * @throws DangoError `name-unknown`, `usage-invalid`.
 */
export async function readRow(
  session: Session,
  address: RowAddress,
  originOf: (row: RootRow) => RowOrigin | undefined,
): Promise<RowDetail> {
  const found = await findTable(session, address);
  const { columns } = found;
  const { condition, value } = addressSql(found, address);
  const [row] = await session.rowArrays(
    `SELECT ${cellsSql(columns, wholeCharacters)} FROM ${found.sql} WHERE ${condition} LIMIT 1`,
    [value],
  );
  if (row === undefined) {
    throw new DangoError(`There is no such row in ${found.dataset}.${found.table} any more.`, {
      code: 'name-unknown',
      hint: 'Look at the table again: a load may have changed it.',
      context: { dataset: found.dataset, table: found.table },
    });
  }
  const values = toCells(columns, row);
  const valueOf = (name: string): string | undefined => {
    const cell = values[columns.findIndex((column) => column.name === name)];
    return typeof cell === 'string' ? cell : undefined;
  };
  const catalog = await readCatalog(session, found.dataset);
  const family: Family = {
    session,
    dataset: found.dataset,
    catalog,
    knowledge: schemaKnowledge(await readSchemas(session, catalog, found.dataset)),
  };
  const dltId = valueOf('_dlt_id');
  const parentTable = family.knowledge.parentOf(found.table);
  const parentId = valueOf('_dlt_parent_id');
  const ownLoad = valueOf('_dlt_load_id');
  const root =
    ownLoad === undefined
      ? await rootAbove(family, parentTable, parentId)
      : { table: found.table, loadId: ownLoad, id: dltId };
  const loadId = root?.loadId;
  const origin = root?.id === undefined ? undefined : originOf({ ...root, id: root.id });
  return {
    columns,
    values,
    children: dltId === undefined ? [] : await readChildren(family, found.table, dltId),
    ...(parentTable === undefined || parentId === undefined ? {} : { parent: { table: parentTable, dltId: parentId } }),
    ...(loadId === undefined ? {} : { load: await readLoad(family, loadId) }),
    ...(origin === undefined || loadId === undefined ? {} : { origin: { loadId, ...origin } }),
  };
}

interface Family {
  readonly session: Session;
  readonly dataset: string;
  readonly catalog: Catalog;
  readonly knowledge: SchemaKnowledge;
}

function addressSql(
  { dataset, table, columns, hasRowId }: FoundTable,
  { rowId, dltId }: RowAddress,
): { readonly condition: string; readonly value: string } {
  if (dltId !== undefined && columns.some(({ name }) => name === '_dlt_id')) {
    return { condition: '_dlt_id = $1', value: dltId };
  }
  if (rowId !== undefined && hasRowId && /^\d{1,18}$/.test(rowId)) {
    return { condition: 'rowid = CAST($1 AS BIGINT)', value: rowId };
  }
  throw new DangoError(`A row of ${dataset}.${table} cannot be found in this way.`, {
    code: 'usage-invalid',
    hint: 'Give the _dlt_id of the row, or the number that reading the table told.',
    context: { dataset, table },
  });
}

async function readChildren(family: Family, table: string, dltId: string): Promise<readonly ChildRows[]> {
  const { session, dataset, catalog, knowledge } = family;
  const children: ChildRows[] = [];
  for (const [name, columnsOfChild] of catalog) {
    if (knowledge.parentOf(name) !== table || !columnsOfChild.has('_dlt_parent_id')) continue;
    const child = await findTable(session, { dataset, table: name });
    const order = columnsOfChild.has('_dlt_list_idx') ? ' ORDER BY _dlt_list_idx' : '';
    const [count] = await session.rows(
      `SELECT CAST(count(*) AS DOUBLE) AS rows FROM ${child.sql} WHERE _dlt_parent_id = $1`,
      [dltId],
    );
    const rows = await session.rowArrays(
      `SELECT ${cellsSql(child.columns, shownCharacters)} FROM ${child.sql} WHERE _dlt_parent_id = $1${order} LIMIT ${maxChildRows}`,
      [dltId],
    );
    children.push({
      table: name,
      rows: Number(count?.['rows']),
      columns: child.columns,
      firstRows: rows.map((row) => toCells(child.columns, row)),
    });
  }
  return children;
}

/** The root row that a child row hangs on. */
async function rootAbove(
  { session, dataset, catalog, knowledge }: Family,
  parentTable: string | undefined,
  parentId: string | undefined,
): Promise<RootRow | undefined> {
  const seen = new Set<string>();
  let [table, dltId] = [parentTable, parentId];
  while (table !== undefined && dltId !== undefined && !seen.has(table)) {
    seen.add(table);
    const columns = catalog.get(table);
    const link = ['_dlt_load_id', '_dlt_parent_id'].find((name) => columns?.has(name));
    if (link === undefined) return undefined;
    const [row] = await session.rows(
      `SELECT ${link} AS link FROM ${qualify(session.catalog, dataset, table)} WHERE _dlt_id = $1 LIMIT 1`,
      [dltId],
    );
    const value = row?.['link'];
    if (typeof value !== 'string') return undefined;
    if (link === '_dlt_load_id') return { table, loadId: value, id: dltId };
    [table, dltId] = [knowledge.parentOf(table), value];
  }
  return undefined;
}

async function readLoad({ session, dataset, catalog }: Family, loadId: string): Promise<RowLoad> {
  if (!catalog.has('_dlt_loads')) return { loadId };
  const [row] = await session.rows(
    `SELECT CAST(inserted_at AS VARCHAR) AS inserted_at, CAST(status AS INTEGER) AS status
     FROM ${qualify(session.catalog, dataset, '_dlt_loads')} WHERE load_id = $1 LIMIT 1`,
    [loadId],
  );
  if (row === undefined) return { loadId };
  return { loadId, insertedAt: String(row['inserted_at']), status: Number(row['status']) };
}
