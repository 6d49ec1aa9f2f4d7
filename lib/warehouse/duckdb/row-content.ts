import type { Catalog } from '../plan/table-tree.ts';
import type { Session } from './session.ts';
import { quoteName } from './sql-text.ts';

/** A table of a family whose rows are compared. */
export interface ComparedTable {
  readonly name: string;
  /** Undefined for the root table. */
  readonly parent: string | undefined;
}

export interface ContentOptions {
  /** Makes the names of the temporary tables. */
  readonly prefix: string;
  /** The family, parents first; the same for both sides of a comparison. */
  readonly tables: readonly ComparedTable[];
  /** What stands behind FROM for the rows of a table; undefined where there are none. */
  readonly relationOf: (table: string) => string | undefined;
  /** What the tables hold: which columns are compared. */
  readonly catalog: Catalog;
  /** Columns of the root table that do not belong to what a row says. */
  readonly ignored: readonly string[];
}

const systemColumns = new Set(['_dlt_id', '_dlt_load_id', '_dlt_root_id', '_dlt_parent_id', '_dlt_list_idx']);

/**
 * Writes down what each row of a root table says, those of its lists included, as a hash of the typed values: the names of
 * a temporary table with `id` and `content`. Two rows with equal content differ in nothing that was loaded.
 */
export async function createContents(session: Session, options: ContentOptions): Promise<string> {
  const { prefix, tables, relationOf } = options;
  const names = new Map(tables.map(({ name }, position) => [name, `${prefix}_${position}`]));
  for (const table of tables.toReversed()) {
    const name = names.get(table.name) ?? prefix;
    const relation = relationOf(table.name);
    if (relation === undefined) {
      await session.run(`CREATE TEMP TABLE ${name} (id VARCHAR, parent VARCHAR, idx BIGINT, content VARCHAR)`);
      continue;
    }
    const children = tables.filter(({ parent }) => parent === table.name).map((child) => names.get(child.name));
    const joins = children.map(
      (child, position) =>
        ` LEFT JOIN (SELECT parent, md5(string_agg(content, ',' ORDER BY idx, id)) AS lists FROM ${child} GROUP BY parent) c${position} ON c${position}.parent = t._dlt_id`,
    );
    const lists = children.map((_, position) => `coalesce(c${position}.lists, '')`);
    const content = `md5(concat_ws('|', ${[ownContent(table, options), ...lists].join(', ')}))`;
    const links = table.parent === undefined ? '' : ' t._dlt_parent_id AS parent, t._dlt_list_idx AS idx,';
    await session.run(
      `CREATE TEMP TABLE ${name} AS SELECT t._dlt_id AS id,${links} ${content} AS content FROM ${relation} t${joins.join('')}`,
    );
  }
  return names.get(tables[0]?.name ?? '') ?? prefix;
}

/** Columns by their names, so that both sides have one order. */
function ownContent({ name, parent }: ComparedTable, { catalog, ignored }: ContentOptions): string {
  const columns = [...(catalog.get(name) ?? [])]
    .filter(([column]) => !systemColumns.has(column) && (parent !== undefined || !ignored.includes(column)))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  if (columns.length === 0) return `''`;
  const fields = columns.map(([column, type], position) => {
    const value = `t.${quoteName(column)}`;
    // How JSON is spaced says nothing.
    return `c${position} := ${type === 'JSON' ? `CAST(json(${value}) AS VARCHAR)` : value}`;
  });
  return `CAST(to_json(struct_pack(${fields.join(', ')})) AS VARCHAR)`;
}
