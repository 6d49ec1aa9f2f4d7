/** What a dataset holds: columns by table, with the warehouse's own words for their types, in order. */
export type Catalog = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * The child tables below a root table, parents first. A child is known by its name and its `_dlt_parent_id`; a root
 * table of another resource may begin with the same letters.
 */
export function childTables(catalog: Catalog, root: string): readonly { readonly name: string; readonly parent: string }[] {
  const names = [...catalog]
    .filter(([name, columns]) => name.startsWith(`${root}__`) && columns.has('_dlt_parent_id'))
    .map(([name]) => name)
    .sort((one, other) => one.length - other.length);
  return names.map((name) => ({ name, parent: nearestParent(name, [root, ...names]) ?? root }));
}

function nearestParent(name: string, candidates: readonly string[]): string | undefined {
  return candidates
    .filter((candidate) => name.startsWith(`${candidate}__`))
    .sort((one, other) => other.length - one.length)[0];
}
