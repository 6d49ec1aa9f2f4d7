import { columnTypeOf } from './sql-types.ts';
import type { PackageManifest } from '../../loads/manifest.ts';
import {
  nextStoredSchema,
  type StoredColumn,
  type StoredSchema,
  type StoredTable,
} from '../../schema/stored-schema.ts';
import type { LoadPlan, ResourceLoad } from '../plan/load-plan.ts';
import type { Catalog } from '../plan/table-tree.ts';
import type { Session } from './session.ts';
import { qualify } from './sql-text.ts';

/** Records the schema in `_dlt_version` when it changed; returns its hash. */
export async function writeSchema(
  session: Session,
  { dataset, schema_name: schemaName }: PackageManifest,
  plan: LoadPlan,
  catalog: Catalog,
): Promise<string> {
  const versions = qualify(session.catalog, dataset, '_dlt_version');
  const previous = await newestSchema(session, versions, schemaName);
  const tables = Object.assign(systemTables(catalog), ...plan.resources.map((load) => resourceTables(load, catalog)));
  const merged = plan.resources.filter(({ resource }) => resource.write_disposition === 'merge');
  const next = nextStoredSchema(
    schemaName,
    previous,
    tables,
    merged.map(({ resource }) => resource.table),
  );
  if (next !== previous) {
    await session.run(`INSERT INTO ${versions} VALUES ($1, $2, now(), $3, $4, $5)`, [
      next.version,
      next.engine_version,
      schemaName,
      next.version_hash,
      JSON.stringify(next),
    ]);
  }
  return next.version_hash;
}

async function newestSchema(session: Session, versions: string, schemaName: string): Promise<StoredSchema | undefined> {
  const [row] = await session.rows(
    `SELECT schema FROM ${versions} WHERE schema_name = $1 ORDER BY version DESC, inserted_at DESC LIMIT 1`,
    [schemaName],
  );
  return row === undefined ? undefined : (JSON.parse(String(row['schema'])) as StoredSchema);
}

function systemTables(catalog: Catalog): Readonly<Record<string, StoredTable>> {
  const entries = [...catalog].filter(([name]) => name.startsWith('_dlt_'));
  return Object.fromEntries(
    entries.map(([name, columns]) => [name, { name, columns: storedColumns(columns, []), write_disposition: 'skip' }]),
  );
}

function resourceTables(
  { plan, resource, keyColumns }: ResourceLoad,
  catalog: Catalog,
): Readonly<Record<string, StoredTable>> {
  const tables: Record<string, StoredTable> = {};
  for (const { name, parent } of plan.tables) {
    const columns = catalog.get(name);
    if (columns === undefined) continue;
    tables[name] = {
      name,
      columns: storedColumns(columns, parent === undefined ? keyColumns : []),
      ...(parent === undefined
        ? { write_disposition: resource.write_disposition, resource: resource.name }
        : { parent }),
      'x-normalizer': { 'seen-data': true },
    };
  }
  return tables;
}

function storedColumns(
  columns: ReadonlyMap<string, string>,
  keyColumns: readonly string[],
): Readonly<Record<string, StoredColumn>> {
  return Object.fromEntries([...columns].map(([name, type]) => [name, storedColumn(name, type, keyColumns)]));
}

function storedColumn(name: string, sqlType: string, keyColumns: readonly string[]): StoredColumn {
  const type = columnTypeOf(sqlType);
  return {
    name,
    ...(type === 'hugeint' ? { data_type: 'bigint', precision: 128 } : { data_type: otherTypes[sqlType] ?? type }),
    nullable: !name.startsWith('_dlt_') && !keyColumns.includes(name),
    ...(keyColumns.includes(name) ? { primary_key: true } : {}),
    ...systemHints[name],
    ...(/__v_(text|bigint|double|bool|timestamp|json)$/.test(name) ? { variant: true } : {}),
  };
}

/** What dlt's own merges look for, should dlt load into the dataset later. */
const systemHints: Readonly<Record<string, object>> = {
  _dlt_id: { unique: true, row_key: true },
  _dlt_parent_id: { parent_key: true },
  _dlt_root_id: { root_key: true },
};

/** dlt's words for column types that Dango itself does not make. */
const otherTypes: Readonly<Record<string, string>> = {
  TINYINT: 'bigint',
  SMALLINT: 'bigint',
  INTEGER: 'bigint',
  FLOAT: 'double',
  DATE: 'date',
  TIME: 'time',
  BLOB: 'binary',
  TIMESTAMP: 'timestamp',
};
