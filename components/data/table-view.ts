import type { RowCondition, RowSort } from '#lib/index.ts';

/** What the address of the page says about the table that is shown. */
export interface TableView {
  /** A test whose table it is. Default: one of the warehouse. */
  readonly test?: string;
  readonly dataset: string;
  readonly table: string;
  readonly sort: readonly RowSort[];
  readonly filters: readonly RowCondition[];
}

/** Reads `?dataset=…&table=…&sort=name:desc&filter=[{…}]`. What cannot be read counts as not there. */
export function readTableView(query: URLSearchParams): TableView | undefined {
  const dataset = query.get('dataset');
  const table = query.get('table');
  if (dataset === null || table === null) return undefined;
  return { dataset, table, sort: query.getAll('sort').map(readSort), filters: readFilters(query.get('filter')) };
}

/** The address of a table, as {@link readTableView} reads it. */
export function tableViewHref({ dataset, table, sort = [], filters = [] }: Partial<TableView>): string {
  const query = new URLSearchParams();
  if (dataset !== undefined) query.set('dataset', dataset);
  if (table !== undefined) query.set('table', table);
  for (const { column, direction } of sort) {
    query.append('sort', `${column}:${direction === 'descending' ? 'desc' : 'asc'}`);
  }
  if (filters.length > 0) query.set('filter', JSON.stringify(filters));
  return query.size === 0 ? '/data' : `/data?${query.toString()}`;
}

function readSort(text: string): RowSort {
  const match = /^(.*):(asc|desc)$/su.exec(text);
  return { column: match?.[1] ?? text, direction: match?.[2] === 'desc' ? 'descending' : 'ascending' };
}

function readFilters(text: string | null): readonly RowCondition[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter(isCondition) : [];
  } catch {
    return [];
  }
}

function isCondition(value: unknown): value is RowCondition {
  return typeof value === 'object' && value !== null && 'column' in value && 'operator' in value;
}
