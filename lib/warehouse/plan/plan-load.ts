import { DangoError } from '../../errors/dango-error.ts';
import type { PackageResource } from '../../loads/manifest.ts';
import type { ColumnType } from '../../schema/column-type.ts';
import { normaliseName } from '../../schema/identifier.ts';
import { planTables } from '../../schema/plan-tables.ts';
import type { ExistingColumns, ResourcePlan, TablePlan } from '../../schema/table-plan.ts';
import { typeTreeFromJson } from '../../schema/type-tree-json.ts';
import type { LoadPlan, NewColumn, ResourceLoad, TableChange } from './load-plan.ts';
import { childTables, type Catalog } from './table-tree.ts';

export interface WarehouseFacts extends ExistingColumns {
  readonly catalog: Catalog;
  readonly hasRows: (table: string) => boolean;
}

/**
 * Plans a load: pure, from what was seen in the records and what the warehouse holds.
 * @throws DangoError `rows-refused` when two resources would share a table or a primary key has no column.
 */
export function planLoad(resources: readonly PackageResource[], facts: WarehouseFacts): LoadPlan {
  const loads = resources.map((resource) => planResource(resource, facts));
  refuseSharedTables(loads);
  return { resources: loads, changes: loads.flatMap((load) => tableChanges(load, facts)) };
}

function planResource(resource: PackageResource, facts: WarehouseFacts): ResourceLoad {
  const plan = planTables(typeTreeFromJson(resource.types), resource.table, facts);
  const isReplace = resource.is_full_refresh || resource.write_disposition === 'replace';
  const keepsRows = isReplace && !resource.is_full_refresh && resource.rows === 0 && facts.hasRows(resource.table);
  const disposition = keepsRows ? 'keep' : isReplace ? 'replace' : resource.write_disposition;
  return { resource, plan, disposition, keyColumns: keyColumns(resource, plan) };
}

function keyColumns(resource: PackageResource, plan: ResourcePlan): readonly string[] {
  if (resource.rows === 0) return [];
  const columns = new Set(plan.tables[0]?.columns.map(({ name }) => name));
  return resource.primary_key.map((key) => {
    const name = key.split('.').map(normaliseName).join('__');
    if (columns.has(name)) return name;
    throw new DangoError(`Resource ${resource.name} has primary key "${key}", but no record has that field.`, {
      code: 'rows-refused',
      hint: `Correct primary_key of ${resource.name}; the records have ${[...columns].slice(0, 12).join(', ')}.`,
      context: { resource: resource.name, table: resource.table },
    });
  });
}

function refuseSharedTables(loads: readonly ResourceLoad[]): void {
  const owners = new Map<string, string>();
  for (const { resource, plan } of loads) {
    for (const { name } of plan.tables) {
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

function tableChanges({ resource, plan }: ResourceLoad, { catalog }: WarehouseFacts): readonly TableChange[] {
  const isMerge = resource.write_disposition === 'merge';
  const known = childTables(catalog, resource.table).map(({ name }) => name);
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
