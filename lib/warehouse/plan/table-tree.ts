/** What a dataset holds: columns by table, with the warehouse's own words for their types, in order. */
export type Catalog = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface ChildTable {
  readonly name: string;
  /**
   * The tables that may hold its parent rows. The name alone does not tell: `items__x__id` is the list `id` of
   * `items__x`, or the list `x.id` of `items`.
   */
  readonly parents: readonly string[];
}

/**
 * The child tables below a root table, possible parents first. A child is known by its name and its
 * `_dlt_parent_id`; a root table of another resource may begin with the same letters.
 */
export function childTables(catalog: Catalog, root: string): readonly ChildTable[] {
  const names = [...catalog]
    .filter(([name, columns]) => name.startsWith(`${root}__`) && columns.has('_dlt_parent_id'))
    .map(([name]) => name)
    .sort((one, other) => one.length - other.length);
  return names.map((name) => ({ name, parents: [root, ...names].filter((parent) => name.startsWith(`${parent}__`)) }));
}
