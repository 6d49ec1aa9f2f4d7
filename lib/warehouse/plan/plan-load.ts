import { DangoError } from '../../errors/dango-error.ts';
import type { PackageResource } from '../../loads/manifest.ts';
import type { ColumnType } from '../../schema/column-type.ts';
import { normaliseName } from '../../schema/identifier.ts';
import { planTables } from '../../schema/plan-tables.ts';
import {
  pathKey,
  type ExistingColumns,
  type PlannedColumn,
  type ResourcePlan,
  type TablePlan,
} from '../../schema/table-plan.ts';
import { typeTreeFromJson } from '../../schema/type-tree-json.ts';
import { applyContract, openContract, type ContractBreach } from './apply-contract.ts';
import { frozenError } from './frozen-error.ts';
import type { LoadPlan, NewColumn, ResourceLoad, TableChange } from './load-plan.ts';
import type { SchemaKnowledge } from './schema-knowledge.ts';
import { planReplacedRows } from './replaced-rows.ts';
import { settleRefusals } from './settle-refusals.ts';
import { childTables, type Catalog } from './table-tree.ts';

export interface WarehouseFacts extends ExistingColumns, SchemaKnowledge {
  readonly catalog: Catalog;
}

/**
 * Plans a load: pure, from what was seen in the records and what the warehouse holds.
 * @param refused resources that are known to have rows that cannot be loaded.
 * @throws DangoError `rows-refused` when two resources would share a table, or one would write a table of dlt's.
 */
export function planLoad(
  resources: readonly PackageResource[],
  facts: WarehouseFacts,
  refused: ReadonlyMap<string, DangoError> = new Map(),
): LoadPlan {
  const allRefused = new Map(refused);
  const loads: ResourceLoad[] = [];
  const frozen: { load: ResourceLoad; breach: ContractBreach }[] = [];
  for (const resource of resources) {
    if (allRefused.has(resource.name)) continue;
    const load = planResource(resource, facts);
    if (DangoError.is(load)) {
      allRefused.set(resource.name, load);
      continue;
    }
    const breach = load.breaches.find(({ mode }) => mode === 'freeze');
    if (breach === undefined) loads.push(load);
    else {
      frozen.push({ load, breach });
      allRefused.set(resource.name, frozenError(resource, breach));
    }
  }
  refuseSharedTables(loads);
  const { refused: settled, keepsCursor } = settleRefusals(resources, allRefused);
  const accepted = loads.filter(({ resource }) => !settled.has(resource.name));
  const changes = accepted.flatMap((load) => tableChanges(load, facts));
  return { refused: settled, keepsCursor, frozen, resources: accepted, changes };
}

/** A full refresh is planned as if there were nothing yet: types and names follow the records of today. */
const emptyWarehouse: ExistingColumns = {
  typeOf: () => undefined,
  ownerOf: () => undefined,
  isWithinDouble: () => true,
};

function planResource(resource: PackageResource, facts: WarehouseFacts): ResourceLoad | DangoError {
  const existing = resource.is_full_refresh ? emptyWarehouse : facts;
  const { plan, leftOut, breaches } = applyContract(
    planResourceTables(resource, existing),
    resource,
    facts.catalog,
    (table, column) => hintedType(resource, table, column) !== undefined,
  );
  const isReplace = resource.is_full_refresh || resource.write_disposition === 'replace';
  const isLeftOut = leftOut.some(({ parent }) => parent === undefined);
  if (isLeftOut) return { resource, plan, leftOut, breaches, disposition: 'discard', keyColumns: [] };
  const disposition = isReplace ? 'replace' : resource.write_disposition;
  const keys = keyColumns(resource, plan);
  if (DangoError.is(keys)) return keys;
  const replacedRows = planReplacedRows(resource, facts);
  if (DangoError.is(replacedRows)) return replacedRows;
  return { resource, plan, leftOut, breaches, disposition, keyColumns: keys, replacedRows };
}

function planResourceTables(resource: PackageResource, existing: ExistingColumns): ResourcePlan {
  const areTypesFixed = (resource.contract ?? openContract).data_type !== 'evolve';
  const known = { ...withHints(existing, resource), areTypesFixed };
  const planned = planTables(typeTreeFromJson(resource.types), resource.table, known);
  // A column that is still to be made is simply made wide.
  const widened = planned.widened.filter(({ table, column }) => existing.typeOf(table, column) !== undefined);
  return { ...planned, widened };
}

/** Columns that the resource tells the type of count as if they were there, until they are. */
function withHints(existing: ExistingColumns, resource: PackageResource): ExistingColumns {
  return {
    typeOf: (table, column) => existing.typeOf(table, column) ?? hintedType(resource, table, column),
    ownerOf: (table, column) => existing.ownerOf(table, column),
    isWithinDouble: (table, column) =>
      existing.typeOf(table, column) === undefined || existing.isWithinDouble(table, column),
  };
}

function hintedType(
  { table: root, columns, nested_columns: nested = {} }: PackageResource,
  table: string,
  column: string,
): ColumnType | undefined {
  const suffix = table.slice(root.length + 2);
  const types = table === root ? columns : Object.hasOwn(nested, suffix) ? nested[suffix] : undefined;
  return types !== undefined && Object.hasOwn(types, column) ? types[column] : undefined;
}

/** The columns of the primary key: by the path of the field, else by the name of the column. */
function keyColumns(resource: PackageResource, plan: ResourcePlan): readonly string[] | DangoError {
  if (resource.rows === 0) return [];
  const columns = plan.tables[0]?.columns ?? [];
  const names: string[] = [];
  for (const key of resource.primary_key) {
    const paths = [[key], key.split('.')].map(pathKey);
    const column =
      columns.find(({ path, owner }) => paths.includes(pathKey(path)) && pathKey(owner) === pathKey(path)) ??
      columns.find(({ name }) => name === key.split('.').map(normaliseName).join('__'));
    if (column === undefined) return missingKey(resource, key, columns);
    names.push(column.name);
  }
  return names;
}

function missingKey({ name, table }: PackageResource, key: string, columns: readonly PlannedColumn[]): DangoError {
  const variant = columns.find(
    ({ path }) => pathKey(path) === pathKey([key]) || pathKey(path) === pathKey(key.split('.')),
  );
  const context = { resource: name, table };
  if (variant !== undefined) {
    return new DangoError(
      `The primary key "${key}" of ${name} has another type than its column: it is ${variant.type} now.`,
      {
        code: 'rows-refused',
        hint: `Run "dango sync" with --full-refresh --resource ${name} to make the table anew with the new type.`,
        context,
      },
    );
  }
  return new DangoError(`Resource ${name} has primary key "${key}", but no record has that field.`, {
    code: 'rows-refused',
    hint: `Correct primary_key of ${name}; the records have ${columns
      .slice(0, 12)
      .map((column) => column.path.join('.'))
      .join(', ')}.`,
    context,
  });
}

function refuseSharedTables(loads: readonly ResourceLoad[]): void {
  const owners = new Map<string, string>();
  for (const { resource, plan } of loads) {
    for (const { name } of plan.tables) {
      if (name.startsWith('_dlt_')) {
        throw new DangoError(`Resource ${resource.name} would write ${name}, a table of dlt's own.`, {
          code: 'rows-refused',
          hint: 'Rename the resource.',
        });
      }
      const owner = owners.get(name);
      if (owner !== undefined) {
        throw new DangoError(`Resources ${owner} and ${resource.name} would both write table ${name}.`, {
          code: 'rows-refused',
          hint: `Rename one of the two resources.`,
          context: { table: name },
        });
      }
      owners.set(name, resource.name);
    }
  }
}

function tableChanges(load: ResourceLoad, facts: WarehouseFacts): readonly TableChange[] {
  const { resource, plan } = load;
  const { catalog } = facts;
  const isMerge = resource.write_disposition === 'merge';
  const known = childTables(catalog, facts, resource.table).map(({ name }) => name);
  if (resource.is_full_refresh) return remadeTables(load, known, catalog);
  const changes: TableChange[] = plan.widened.map((widened) => ({ change: 'widen column', ...widened }));
  for (const table of plan.tables) {
    const columns = [...table.columns.map(userColumn), ...systemColumns(table, isMerge)];
    const existing = catalog.get(table.name);
    // A resource without a record yet has no columns worth a table.
    if (existing === undefined && resource.rows > 0) {
      changes.push({ change: 'create table', table: table.name, columns });
    } else if (existing !== undefined) {
      for (const column of columns) {
        if (!existing.has(column.name)) changes.push({ change: 'add column', table: table.name, column });
      }
    }
  }
  if (isMerge) changes.push(...missingRootIds(known, plan, catalog));
  return changes;
}

/** A full refresh drops and makes its tables within the transaction; without records they are only emptied. */
function remadeTables(
  { resource, plan }: ResourceLoad,
  children: readonly string[],
  catalog: Catalog,
): readonly TableChange[] {
  if (resource.rows === 0) return [];
  const before = [resource.table, ...children].filter((table) => catalog.has(table));
  const isMerge = resource.write_disposition === 'merge';
  return [
    ...before.toReversed().map((table): TableChange => ({ change: 'drop table', table })),
    ...plan.tables.map((table): TableChange => {
      const columns = [...table.columns.map(userColumn), ...systemColumns(table, isMerge)];
      return { change: 'create table', table: table.name, columns };
    }),
  ];
}

/** Tables that were filled by append have no root ids; dlt's merges expect them. */
function missingRootIds(children: readonly string[], plan: ResourcePlan, catalog: Catalog): readonly TableChange[] {
  const planned = new Set(plan.tables.map(({ name }) => name));
  return children
    .filter((name) => !planned.has(name) && catalog.get(name)?.has('_dlt_root_id') === false)
    .map((table) => ({
      change: 'add column',
      table,
      column: { name: '_dlt_root_id', type: 'text', isRequired: false },
    }));
}

function userColumn({ name, type }: { readonly name: string; readonly type: ColumnType }): NewColumn {
  return { name, type, isRequired: false };
}

function systemColumns({ parent }: TablePlan, isMerge: boolean): readonly NewColumn[] {
  const required = (name: string, type: ColumnType = 'text'): NewColumn => ({ name, type, isRequired: true });
  if (parent === undefined) return [required('_dlt_load_id'), required('_dlt_id')];
  return [
    ...(isMerge ? [required('_dlt_root_id')] : []),
    required('_dlt_parent_id'),
    required('_dlt_list_idx', 'bigint'),
    required('_dlt_id'),
  ];
}
