import { DangoError } from '../../errors/dango-error.ts';
import { closestWord } from '../../util/closest-word.ts';
import type { DataColumn } from '../cell.ts';
import type { TableName } from '../row-window.ts';
import type { Session } from './session.ts';
import { qualify } from './sql-text.ts';

/** A table or view that exists, with the names as the warehouse spells them. */
export interface FoundTable extends TableName {
  readonly kind: 'table' | 'view';
  /** Its name as SQL, complete. */
  readonly sql: string;
  readonly columns: readonly DataColumn[];
  /** False for views, and where a column of that name hides DuckDB's row number. */
  readonly hasRowId: boolean;
}

/** @throws DangoError `name-unknown`, with the name that was probably meant. */
export async function findTable(session: Session, { dataset, table }: TableName): Promise<FoundTable> {
  const places = await listTables(session);
  const schemas = [...new Set(places.map((place) => place.dataset))];
  const schema = pickName('dataset', dataset, schemas);
  const inside = places.filter((place) => place.dataset === schema);
  const name = pickName(
    `table of ${schema}`,
    table,
    inside.map((place) => place.table),
  );
  const kind = inside.find((place) => place.table === name)?.kind ?? 'table';
  const sql = qualify(session.catalog, schema, name);
  const columns = await session.describe(`SELECT * FROM ${sql}`);
  const isHidden = columns.some((column) => column.name.toLowerCase() === 'rowid');
  return { dataset: schema, table: name, kind, sql, columns, hasRowId: kind === 'table' && !isHidden };
}

/** @throws DangoError `name-unknown`. */
export function findColumn({ dataset, table, columns }: FoundTable, name: string): DataColumn {
  const known = columns.map((column) => column.name);
  const found = pickName(`column of ${dataset}.${table}`, name, known);
  return columns[known.indexOf(found)] ?? { name: found, type: 'VARCHAR' };
}

async function listTables(session: Session): Promise<readonly (TableName & { readonly kind: 'table' | 'view' })[]> {
  const rows = await session.rows(
    `SELECT schema_name, table_name, 'table' AS kind FROM duckdb_tables() WHERE database_name = $1 AND NOT internal
     UNION ALL
     SELECT schema_name, view_name, 'view' FROM duckdb_views() WHERE database_name = $1 AND NOT internal`,
    [session.catalog],
  );
  return rows.map((row) => ({
    dataset: String(row['schema_name']),
    table: String(row['table_name']),
    kind: row['kind'] === 'view' ? 'view' : 'table',
  }));
}

/** DuckDB takes names of any case; two that differ in nothing else cannot both exist. */
function pickName(what: string, name: string, known: readonly string[]): string {
  const found = known.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  const meant = closestWord(name, known);
  throw new DangoError(`There is no ${what} "${name}".`, {
    code: 'name-unknown',
    hint:
      meant === undefined
        ? `There ${known.length === 0 ? 'are none' : `are: ${known.slice(0, 20).join(', ')}`}.`
        : `Did you mean "${meant}"?`,
    context: { name },
  });
}
