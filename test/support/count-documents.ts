/**
 * Counts the rows that documents must become, by the rules of nesting alone: a list makes a child table named after
 * its path (`orders__items`), objects only lengthen the path, a list in a list is `…__list`, and every element is a
 * row, null and empty ones too. Tables without a row are absent. It shares no code with the engine, so that both can
 * only agree by being right; keys must be snake_case already.
 */
export function countDocuments(rootTable: string, documents: readonly unknown[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const document of documents) countRow(counts, rootTable, document);
  return Object.fromEntries([...counts].sort(([left], [right]) => (left < right ? -1 : 1)));
}

function countRow(counts: Map<string, number>, table: string, element: unknown): void {
  counts.set(table, (counts.get(table) ?? 0) + 1);
  if (Array.isArray(element)) countList(counts, `${table}__list`, element);
  else countMembers(counts, table, element);
}

function countMembers(counts: Map<string, number>, path: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (Array.isArray(member)) countList(counts, `${path}__${key}`, member);
    else countMembers(counts, `${path}__${key}`, member);
  }
}

function countList(counts: Map<string, number>, table: string, list: readonly unknown[]): void {
  for (const element of list) countRow(counts, table, element);
}
