import type { PlannedColumn, ResourcePlan, TablePlan } from '../../schema/table-plan.ts';
import type { Catalog } from '../plan/table-tree.ts';
import { quoteName, quoteText } from './sql-text.ts';
import { accessorSql, columnSql, elementColumn, type RowForm } from './value-sql.ts';

/** The columns and the query that deliver the rows of one table out of the records. */
export interface TableSelect {
  readonly table: string;
  readonly sql: string;
}

export interface RecordsOptions {
  /** Relation of the records, with `_dlt_id`, without those that stay out. */
  readonly source: string;
  /** Restricts the records, such as `WHERE _dlt_id IN (…)`; empty for all. */
  readonly where: string;
}

export interface SelectOptions extends RecordsOptions {
  readonly loadId: string;
  /** Whether the rows of a child table carry the id of their root row. */
  readonly hasRootIds: (table: string) => boolean;
}

/** A table that has them gets them with each row, also when its rows are not merged any more. */
export function rootIdsIn(catalog: Catalog): SelectOptions['hasRootIds'] {
  return (table) => catalog.get(table)?.has('_dlt_root_id') === true;
}

/** The rows of a table before its columns are read. */
export interface TableRows {
  readonly table: TablePlan;
  /** What stands behind FROM; elements of lists that stay out are among them. */
  readonly relation: string;
  /** See `keptSql`. */
  readonly kept: string;
  readonly form: RowForm;
  /** Names of the columns with the ids of a row and of its record. */
  readonly id: string;
  readonly rootId: string;
}

/** One query per table, parents first. */
export function tableSelects(plan: ResourcePlan, options: SelectOptions): readonly TableSelect[] {
  return tableRows(plan.root.form, plan.tables, options).map((rows) => {
    const { table, relation, kept, form } = rows;
    const records = kept === '' ? relation : `(SELECT * FROM ${relation} WHERE ${kept})`;
    const sql =
      table.parent === undefined ? rootSelect(table, records, form, options) : childSelect(table, records, options);
    return { table: table.name, sql };
  });
}

/**
 * The rows of tables, parents first. A list is unnested next to its index, level by level; a child row's id is its
 * parent's id and the index.
 */
export function tableRows(
  form: ResourcePlan['root']['form'],
  tables: readonly TablePlan[],
  { source, where }: RecordsOptions,
): readonly TableRows[] {
  const rootForm: RowForm = form === 'json' ? 'json' : 'columns';
  const known = new Map<string, TableRows>();
  const note = (rows: TableRows): TableRows => {
    known.set(rows.table.name, rows);
    return rows;
  };
  return tables.map((table) => {
    const parent = table.parent === undefined ? undefined : known.get(table.parent);
    if (parent === undefined || table.list === undefined) {
      const relation = where === '' ? source : `(SELECT * FROM ${source} ${where})`;
      // The source comes without the records that stay out.
      return note({ table, relation, kept: '', form: rootForm, id: '_dlt_id', rootId: '_dlt_id' });
    }
    const list = accessorSql(table.list, parent.form);
    const above = parent.kept === '' ? parent.relation : `${parent.relation} WHERE ${parent.kept}`;
    // Only the list is taken out of the records, so that no field of theirs can be mistaken for a name of ours.
    const elements = `(SELECT ${parent.rootId} AS _dango_root, ${parent.id} AS _dango_parent, unnest(${list}) AS ${elementColumn}, generate_subscripts(${list}, 1) - 1 AS _dango_index FROM ${above})`;
    const relation = `(SELECT *, _dango_parent || '.' || _dango_index AS _dango_id FROM ${elements})`;
    const kept = keptSql(table, 'element');
    return note({ table, relation, kept, form: 'element', id: '_dango_id', rootId: '_dango_root' });
  });
}

/** The condition that keeps rows out that a table must not have; empty where it has all. */
export function keptSql({ unwanted = [] }: TablePlan, form: RowForm): string {
  return unwanted.map((column) => `${columnSql(column, form)} IS NULL`).join(' AND ');
}

/** Whether a row has a value for one of some columns. */
export function hasValueSql(columns: readonly PlannedColumn[], form: RowForm): string {
  return columns.map((column) => `${columnSql(column, form)} IS NOT NULL`).join(' OR ');
}

function rootSelect(table: TablePlan, records: string, form: RowForm, { loadId }: SelectOptions): string {
  const columns = [...userColumns(table, form), `${quoteText(loadId)} AS _dlt_load_id`, '_dlt_id'];
  return `SELECT ${columns.join(', ')} FROM ${records}`;
}

function childSelect(table: TablePlan, relation: string, { hasRootIds }: SelectOptions): string {
  const columns = [
    ...userColumns(table, 'element'),
    ...(hasRootIds(table.name) ? ['_dango_root AS _dlt_root_id'] : []),
    '_dango_parent AS _dlt_parent_id',
    '_dango_index AS _dlt_list_idx',
    '_dango_id AS _dlt_id',
  ];
  return `SELECT ${columns.join(', ')} FROM ${relation}`;
}

function userColumns(table: TablePlan, form: RowForm): readonly string[] {
  return table.columns.map((column) => `${columnSql(column, form)} AS ${quoteName(column.name)}`);
}
