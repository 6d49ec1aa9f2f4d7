import type { SchemaKnowledge } from './schema-knowledge.ts';

/** What a dataset holds: columns by table, with the warehouse's own words for their types, in order. No views. */
export type Catalog = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface ChildTable {
  readonly name: string;
  readonly parent: string;
}

/**
 * The child tables below a root table, parents first, by what the loads themselves wrote down. The name alone does not
 * tell: `orders__items` may be a table of another resource, and `orders__items_backup` one that a person made.
 */
export function childTables(
  catalog: Catalog,
  { parentOf }: Pick<SchemaKnowledge, 'parentOf'>,
  root: string,
): readonly ChildTable[] {
  const children: ChildTable[] = [];
  const below = (parent: string): void => {
    for (const name of catalog.keys()) {
      if (parentOf(name) !== parent || name === root) continue;
      children.push({ name, parent });
      below(name);
    }
  };
  below(root);
  return children;
}

/**
 * The tables below a root table of which a table above is gone: a person dropped it, and their rows belong to rows that
 * are no longer there. In the order of the catalog.
 */
export function orphanedTables(
  catalog: Catalog,
  { parentOf }: Pick<SchemaKnowledge, 'parentOf'>,
  root: string,
): readonly string[] {
  const isOrphaned = (table: string): boolean => {
    const seen = new Set([table]);
    let isWhole = true;
    for (let above = parentOf(table); above !== undefined && !seen.has(above); above = parentOf(above)) {
      isWhole &&= catalog.has(above);
      if (above === root) return !isWhole;
      seen.add(above);
    }
    return false;
  };
  return [...catalog.keys()].filter((table) => table !== root && isOrphaned(table));
}
