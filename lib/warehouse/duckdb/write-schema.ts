import type { PackageManifest, PackageResource } from '../../loads/manifest.ts';
import {
  nextStoredSchema,
  type StoredColumn,
  type StoredSchema,
  type StoredTable,
} from '../../schema/stored-schema.ts';
import type { TablePlan } from '../../schema/table-plan.ts';
import type { LoadPlan, ResourceLoad } from '../plan/load-plan.ts';
import { columnHintsOf, saidHints, type ColumnHints } from './stored-column-hints.ts';
import { typeHintOf } from '../plan/hinted-type.ts';
import { pathHint } from '../plan/schema-knowledge.ts';
import type { Catalog } from '../plan/table-tree.ts';
import type { Session } from './session.ts';
import { storedTypeOf, typeHintNames, type StoredType } from './stored-column-type.ts';
import { qualify } from './sql-text.ts';

interface SchemaFacts {
  readonly plan: LoadPlan;
  /** After the changes of this load. */
  readonly catalog: Catalog;
  readonly previous: StoredSchema | undefined;
}

/** Records the schema in `_dlt_version` when it changed; returns its hash. */
export async function writeSchema(
  session: Session,
  { dataset, schema_name: schemaName }: PackageManifest,
  { plan, catalog, previous }: SchemaFacts,
): Promise<string> {
  const versions = qualify(session.catalog, dataset, '_dlt_version');
  const tables = Object.assign(
    systemTables(catalog),
    ...plan.resources.map((load) => resourceTables(load, catalog, previous)),
  );
  const merged = plan.resources.filter(({ merge }) => merge !== undefined && merge.versions === undefined);
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

function systemTables(catalog: Catalog): Readonly<Record<string, StoredTable>> {
  const entries = [...catalog].filter(([name]) => name.startsWith('_dlt_'));
  return Object.fromEntries(
    entries.map(([name, columns]) => [name, { name, columns: storedColumns(columns), write_disposition: 'skip' }]),
  );
}

function resourceTables(
  load: ResourceLoad,
  catalog: Catalog,
  previous: StoredSchema | undefined,
): Readonly<Record<string, StoredTable>> {
  const { plan, resource, merge } = load;
  // Without a record nothing is known of the columns that was not known before.
  if (resource.rows === 0) return {};
  const tables: Record<string, StoredTable> = {};
  for (const table of plan.tables) {
    const { name, parent, path } = table;
    const columns = catalog.get(name);
    if (columns === undefined) continue;
    const isRoot = parent === undefined;
    const before = withoutPlace(previous?.tables[name] ?? { name, columns: {} });
    const strategy = merge?.strategy;
    tables[name] = {
      ...before,
      name,
      columns: tableColumns(table, columns, isRoot ? columnHintsOf(load) : {}, before, (column) =>
        toldType(resource, name, column),
      ),
      ...(isRoot
        ? { write_disposition: resource.write_disposition, resource: resource.name }
        : { parent, [pathHint]: path }),
      ...(isRoot && strategy !== undefined && strategy !== 'delete-insert' ? { 'x-merge-strategy': strategy } : {}),
      'x-normalizer': { 'seen-data': true },
    };
  }
  return tables;
}

/** Hints of before stay, also those that dlt gave; only what a resource says of its rows is what it is now. */
function tableColumns(
  table: TablePlan,
  columns: ReadonlyMap<string, string>,
  hints: ColumnHints,
  before: Pick<StoredTable, 'columns'>,
  told: (column: string) => StoredType | undefined,
): Readonly<Record<string, StoredColumn>> {
  const paths = new Map(table.columns.map(({ name, owner }) => [name, owner] as const));
  return Object.fromEntries(
    [...columns].map(([name, type]) => {
      const known = before.columns[name];
      const kept = Object.entries(known ?? {}).filter(([hint]) => !saidHints.has(hint) && !typeHintNames.has(hint));
      const path = paths.get(name);
      const isTelling = path !== undefined && !(path.length === 1 && path[0] === name);
      return [
        name,
        {
          ...Object.fromEntries(kept),
          ...storedColumn(name, type, [known, told(name)]),
          ...(Object.hasOwn(hints, name) ? hints[name] : {}),
          ...(isTelling ? { [pathHint]: path } : {}),
        },
      ];
    }),
  );
}

/** What is said anew with each load: where the table stands, and how it is written. */
function withoutPlace({
  'x-merge-strategy': _strategy,
  parent: _parent,
  resource: _resource,
  write_disposition: _disposition,
  [pathHint]: _path,
  ...others
}: StoredTable): StoredTable {
  return others;
}

function toldType(resource: PackageResource, table: string, column: string): StoredType | undefined {
  const hint = typeHintOf(resource, table, column);
  if (hint === undefined) return undefined;
  const { type, ...others } = hint;
  return { data_type: type, ...others };
}

function storedColumns(columns: ReadonlyMap<string, string>): Readonly<Record<string, StoredColumn>> {
  return Object.fromEntries([...columns].map(([name, type]) => [name, storedColumn(name, type)]));
}

function storedColumn(name: string, sqlType: string, told: readonly (StoredType | undefined)[] = []): StoredColumn {
  return {
    name,
    ...storedTypeOf(sqlType, told),
    nullable: !systemColumns.has(name),
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

const systemColumns = new Set(['_dlt_id', '_dlt_load_id', '_dlt_root_id', '_dlt_parent_id', '_dlt_list_idx']);
