import type { RowFilter } from '#lib/index.ts';

/** The address of a table's rows; with filters, of some of them. */
export function tableHref(dataset: string, table: string, filters: readonly RowFilter[] = []): string {
  const search = new URLSearchParams({ dataset, table });
  if (filters.length > 0) search.set('filters', JSON.stringify(filters));
  return `/data?${search}`;
}
