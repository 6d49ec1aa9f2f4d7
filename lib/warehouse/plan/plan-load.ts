import { DangoError } from '../../errors/dango-error.ts';
import type { PackageResource } from '../../loads/manifest.ts';
import type { ColumnType } from '../../schema/column-type.ts';
import { systemOwner } from '../../spec/system-table.ts';
import { planTables } from '../../schema/plan-tables.ts';
import type { ExistingColumns, ResourcePlan, TablePlan } from '../../schema/table-plan.ts';
import type { TypeNode } from '../../schema/type-node.ts';
import { typeTreeFromJson } from '../../schema/type-tree-json.ts';
import { applyContract, openContract, type ContractBreach } from './apply-contract.ts';
import { columnsOfKey, requiredColumns } from './key-columns.ts';
import { hintedType } from './hinted-type.ts';
import { frozenError } from './frozen-error.ts';
import { findMovedTable } from './moved-table.ts';
import { nodeAt } from './node-at.ts';
import { planMerge, type MergePlan } from './merge-plan.ts';
import type { LoadPlan, NewColumn, ResourceLoad, TableChange } from './load-plan.ts';
import type { SchemaKnowledge } from './schema-knowledge.ts';
import { planReplacedRows } from './replaced-rows.ts';
import { settleRefusals } from './settle-refusals.ts';
import { childTables, orphanedTables, type Catalog } from './table-tree.ts';

export interface WarehouseFacts extends ExistingColumns, SchemaKnowledge {
  readonly catalog: Catalog;
}

/**
 * Plans a load: pure, from what was seen in the records and what the warehouse holds.
 * @param refused resources that are known to have rows that cannot be loaded.
 * @throws DangoError `rows-refused` when two resources would share a table, or one would write a table of dlt's or Dango's.
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
  const changes = withEachDropOnce(accepted.flatMap((load) => tableChanges(load, facts)));
  return { refused: settled, keepsCursor, frozen, resources: accepted, changes };
}

/** A full refresh is planned as if there were nothing yet: types and names follow the records of today. */
const emptyWarehouse: ExistingColumns = {
  typeOf: () => undefined,
  ownerOf: () => undefined,
  isWithinDouble: () => true,
};

function planResource(resource: PackageResource, facts: WarehouseFacts): ResourceLoad | DangoError {
  const existing = resource.is_full_refresh ? { ...emptyWarehouse, hasMisfits: facts.hasMisfits } : facts;
  const { plan, leftOut, breaches } = applyContract(
    planResourceTables(resource, existing),
    resource,
    facts.catalog,
    (table, column) => hintedType(resource, table, column) !== undefined,
  );
  const moved = resource.is_full_refresh ? undefined : findMovedTable(resource, plan, facts);
  if (moved !== undefined) return moved;
  const isReplace = resource.is_full_refresh || resource.write_disposition === 'replace';
  const isLeftOut = leftOut.some(({ parent }) => parent === undefined);
  if (isLeftOut) {
    return {
      resource,
      plan,
      leftOut,
      breaches,
      disposition: 'discard',
      orphans: [],
      keyColumns: [],
      requiredColumns: [],
    };
  }
  const disposition = isReplace ? 'replace' : resource.write_disposition;
  const keys = columnsOfKey(resource, plan, 'primary key');
  if (DangoError.is(keys)) return keys;
  const mergeKeys = columnsOfKey(resource, plan, 'merge key');
  if (DangoError.is(mergeKeys)) return mergeKeys;
  const isMerge = resource.write_disposition === 'merge';
  const merge = isMerge ? planMerge(resource, plan, mergeKeys) : undefined;
  if (DangoError.is(merge)) return merge;
  const replacedRows = planReplacedRows(resource, facts);
  if (DangoError.is(replacedRows)) return replacedRows;
  const required = requiredColumns(resource, plan, { primaryKey: keys, mergeKey: mergeKeys });
  if (DangoError.is(required)) return required;
  return {
    resource,
    plan,
    leftOut,
    breaches,
    disposition,
    // A full refresh drops them; without a record nothing takes the place of what is gone.
    orphans:
      resource.is_full_refresh || resource.rows === 0 ? [] : orphanedTables(facts.catalog, facts, resource.table),
    keyColumns: keys,
    merge,
    requiredColumns: required,
    replacedRows,
  };
}

function planResourceTables(resource: PackageResource, existing: ExistingColumns): ResourcePlan {
  const areTypesFixed = (resource.contract ?? openContract).data_type !== 'evolve';
  const known = { ...withHints(existing, resource), areTypesFixed };
  const types = typeTreeFromJson(resource.types);
  const plan = (): ResourcePlan => planTables(types, resource.table, known, resource.null_columns);
  const first = plan();
  const planned = readStrictValuesAsJson(first, types) ? plan() : first;
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
    hasMisfits: existing.hasMisfits,
  };
}

/** What a text says of a value may only be seen where it is read so; true where some path is now. */
function readStrictValuesAsJson({ tables }: ResourcePlan, types: TypeNode): boolean {
  let isChanged = false;
  for (const { path, columns } of tables) {
    for (const column of columns) {
      if (column.reads.every(({ fit }) => fit === undefined)) continue;
      const node = nodeAt(types, [...path, ...column.path]);
      if (node === undefined) continue;
      node.isReadAsJson = true;
      isChanged = true;
    }
  }
  return isChanged;
}

function refuseSharedTables(loads: readonly ResourceLoad[]): void {
  const owners = new Map<string, string>();
  for (const { resource, plan } of loads) {
    for (const { name } of plan.tables) {
      const keeper = systemOwner(name);
      if (keeper !== undefined) {
        throw new DangoError(`Resource ${resource.name} would write ${name}, a table of ${keeper}'s own.`, {
          code: 'rows-refused',
          hint: 'Rename the resource.',
        });
      }
      const owner = owners.get(name);
      if (owner === resource.name && resource.has_table_per_row !== true) throw listSpelledTwice(resource.name, name);
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

/** Records have a list that becomes the table of one with a key of its own, and are not told to be that one. */
function listSpelledTwice(resource: string, table: string): DangoError {
  return new DangoError(
    `Records of ${resource} have a list for table ${table} that is not the one with a key of its own in nestedHints.`,
    {
      code: 'rows-refused',
      hint: 'Spell its path in nestedHints as the records do: upper and lower case count, as in "lineItems".',
      context: { resource, table },
    },
  );
}

function tableChanges(load: ResourceLoad, facts: WarehouseFacts): readonly TableChange[] {
  const { resource, plan } = load;
  const { catalog } = facts;
  const hasRootIds = carriesRootIds(load.merge);
  const known = childTables(catalog, facts, resource.table).map(({ name }) => name);
  if (resource.is_full_refresh) {
    const all = new Set([...known, ...orphanedTables(catalog, facts, resource.table)]);
    return remadeTables(load, [...all], catalog);
  }
  const changes: TableChange[] = plan.widened.map((widened) => ({ change: 'widen column', ...widened }));
  for (const table of plan.tables) {
    const columns = columnsOfTable(table, load.merge);
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
  if (hasRootIds) changes.push(...missingRootIds(known, plan, catalog));
  return changes;
}

/** A full refresh drops and makes its tables within the transaction; without records they are only emptied. */
function remadeTables(
  { resource, plan, merge }: ResourceLoad,
  children: readonly string[],
  catalog: Catalog,
): readonly TableChange[] {
  if (resource.rows === 0) return [];
  const planned = plan.tables.map(({ name }) => name);
  const before = [...new Set([resource.table, ...children, ...planned])].filter((table) => catalog.has(table));
  return [
    ...before.toReversed().map((table): TableChange => ({ change: 'drop table', table })),
    ...plan.tables.map((table): TableChange => ({
      change: 'create table',
      table: table.name,
      columns: columnsOfTable(table, merge),
    })),
  ];
}

/** A table that was a child of one resource's table, and is none any more, is told of by both. */
function withEachDropOnce(changes: readonly TableChange[]): readonly TableChange[] {
  const dropped = new Set<string>();
  return changes.filter(({ change, table }) => {
    if (change !== 'drop table') return true;
    const isFirst = !dropped.has(table);
    dropped.add(table);
    return isFirst;
  });
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

/** Those of the time stand in front, as in dlt. */
function columnsOfTable(table: TablePlan, merge: MergePlan | undefined): readonly NewColumn[] {
  const { versions } = merge ?? {};
  const times = versions === undefined || table.parent !== undefined ? [] : [versions.from, versions.to];
  return [
    ...times.map((name): NewColumn => ({ name, type: 'timestamp', isRequired: false })),
    ...table.columns.map(userColumn),
    ...systemColumns(table, carriesRootIds(merge)),
  ];
}

/** Whether child rows carry the id of their root row: where rows go away, but not with versions, as in dlt. */
function carriesRootIds(merge: MergePlan | undefined): boolean {
  return merge !== undefined && merge.versions === undefined;
}

function systemColumns({ parent }: TablePlan, hasRootIds: boolean): readonly NewColumn[] {
  const required = (name: string, type: ColumnType = 'text'): NewColumn => ({ name, type, isRequired: true });
  if (parent === undefined) return [required('_dlt_load_id'), required('_dlt_id')];
  return [
    ...(hasRootIds ? [required('_dlt_root_id')] : []),
    required('_dlt_parent_id'),
    required('_dlt_list_idx', 'bigint'),
    required('_dlt_id'),
  ];
}
