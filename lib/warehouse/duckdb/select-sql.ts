import type { ResourcePlan, TablePlan } from '../../schema/table-plan.ts';
import { quoteName, quoteText } from './sql-text.ts';
import { accessorSql, columnSql, elementColumn, type RowForm } from './value-sql.ts';

/** The columns and the query that deliver the rows of one table out of the records. */
export interface TableSelect {
  readonly table: string;
  readonly sql: string;
}

export interface SelectOptions {
  readonly loadId: string;
  /** Relation of the records, with `_dlt_id`. */
  readonly source: string;
  /** Restricts the records, such as `WHERE _dlt_id IN (…)`; empty for all. */
  readonly where: string;
  /** Whether child rows carry the id of their root row. */
  readonly hasRootIds: boolean;
}

/**
 * One query per table, parents first. A list is unnested next to its index, level by level; a child row's id is its
 * parent's id and the index.
 */
export function tableSelects(plan: ResourcePlan, options: SelectOptions): readonly TableSelect[] {
  const rootForm: RowForm = plan.root.form === 'json' ? 'json' : 'columns';
  const relations = new Map<string, string>();
  return plan.tables.map((table) => {
    if (table.parent === undefined || table.list === undefined) {
      const records = `${options.source} ${options.where}`;
      return { table: table.name, sql: rootSelect(table, records, rootForm, options) };
    }
    const parentIsRoot = plan.tables.some(({ name, parent }) => name === table.parent && parent === undefined);
    const list = accessorSql(table.list, parentIsRoot ? rootForm : 'element');
    // Only the list is taken out of the records, so that no field of theirs can be mistaken for a name of ours.
    const [rootId, parentId, rows] = parentIsRoot
      ? ['_dlt_id', '_dlt_id', `${options.source} ${options.where}`]
      : ['_dango_root', '_dango_id', relations.get(table.parent) ?? ''];
    const elements = `(SELECT ${rootId} AS _dango_root, ${parentId} AS _dango_parent, unnest(${list}) AS ${elementColumn}, generate_subscripts(${list}, 1) - 1 AS _dango_index FROM ${rows})`;
    const relation = `(SELECT *, _dango_parent || '.' || _dango_index AS _dango_id FROM ${elements})`;
    relations.set(table.name, relation);
    return { table: table.name, sql: childSelect(table, relation, options) };
  });
}

function rootSelect(table: TablePlan, records: string, form: RowForm, { loadId }: SelectOptions): string {
  const columns = [...userColumns(table, form), `${quoteText(loadId)} AS _dlt_load_id`, '_dlt_id'];
  return `SELECT ${columns.join(', ')} FROM ${records}`;
}

function childSelect(table: TablePlan, relation: string, { hasRootIds }: SelectOptions): string {
  const columns = [
    ...userColumns(table, 'element'),
    ...(hasRootIds ? ['_dango_root AS _dlt_root_id'] : []),
    '_dango_parent AS _dlt_parent_id',
    '_dango_index AS _dlt_list_idx',
    '_dango_id AS _dlt_id',
  ];
  return `SELECT ${columns.join(', ')} FROM ${relation}`;
}

function userColumns(table: TablePlan, form: RowForm): readonly string[] {
  return table.columns.map((column) => `${columnSql(column, form)} AS ${quoteName(column.name)}`);
}
