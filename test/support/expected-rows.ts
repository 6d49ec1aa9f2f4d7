/** A row that documents must become: values by the names of their columns. */
export type ExpectedRow = Readonly<Record<string, unknown>>;

/**
 * The rows that documents must become with `max_table_nesting`, by dlt's rules alone: an object is a level, the elements
 * of a list are one level below the row that has it, a list in a list is two below; what is deeper is kept whole. Nulls,
 * empty objects and empty lists leave nothing. It shares no code with the engine, so that both can only agree by being
 * right. Of names it knows what the documents need: `-` and `+`.
 */
export function expectedRows(
  rootTable: string,
  documents: readonly unknown[],
  levels: number,
): ReadonlyMap<string, readonly ExpectedRow[]> {
  const tables = new Map<string, ExpectedRow[]>();
  for (const document of documents) addRow(tables, rootTable, document, levels);
  return tables;
}

function nameOf(key: string): string {
  return key.replace(/^\+/, 'x').replaceAll('-', '_');
}

function addRow(tables: Map<string, ExpectedRow[]>, table: string, element: unknown, levels: number): void {
  const row: Record<string, unknown> = {};
  const rows = tables.get(table) ?? [];
  tables.set(table, rows);
  rows.push(row);
  const add = (name: string, value: unknown, left: number): void => {
    if (value === null) return;
    if (typeof value !== 'object') row[name] = value;
    else if (left <= 0) row[name] = value;
    else if (Array.isArray(value)) {
      for (const item of value) addRow(tables, `${table}__${name}`, item, levels - 1);
    } else for (const [key, field] of Object.entries(value)) add(`${name}__${nameOf(key)}`, field, left - 1);
  };
  if (Array.isArray(element)) {
    if (levels - 1 <= 0) row['list'] = element;
    else for (const item of element) addRow(tables, `${table}__list`, item, levels - 2);
  } else if (typeof element === 'object' && element !== null) {
    for (const [key, field] of Object.entries(element)) add(nameOf(key), field, levels);
  } else if (element !== null) row['value'] = element;
}

/** The values of a column, spelled so that a document's and a warehouse's can be compared; sorted. */
export function spelled(values: readonly unknown[]): readonly string[] {
  return values
    .filter((value) => value !== null && value !== undefined)
    .map(spell)
    .sort();
}

function spell(value: unknown): string {
  if (typeof value === 'string' && /^[[{]/.test(value)) return JSON.stringify(JSON.parse(value));
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return `instant ${Date.parse(value)}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
