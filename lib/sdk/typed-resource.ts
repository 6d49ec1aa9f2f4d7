import { changePages, type ChangePage } from './change-pages.ts';
import { limitPages } from './limit-pages.ts';
import type { Resource } from './resource.ts';

/**
 * A resource of which the type of a record is known. Each method gives a new resource, which keeps its name and its
 * options, and works on the records before the cursor looks at them, in the order in which they are called.
 */
export interface TypedResource<Row> extends Resource {
  /** Keeps the records for which `keep` says true. */
  addFilter(keep: (row: Row) => boolean | Promise<boolean>): TypedResource<Row>;
  /** Puts something else in the place of each record. */
  addMap<Next>(map: (row: Row) => Next | Promise<Next>): TypedResource<Next>;
  /** Puts any number of records in the place of each. */
  addYieldMap<Next>(map: (row: Row) => Iterable<Next> | AsyncIterable<Next>): TypedResource<Next>;
  /**
   * Stops after so many pages (a list that is yielded, or a single record), or after so many records where `countRows`
   * says so. For trying out; it ends the reading early at every sync.
   */
  addLimit(limit: number, options?: { readonly countRows?: boolean | undefined }): TypedResource<Row>;
}

/** Gives a resource the methods that change its records. */
export function typedResource<Row>(resource: Resource): TypedResource<Row> {
  const changed = (change: ChangePage): Resource => ({
    ...resource,
    records: (context) => changePages(resource.records(context), change),
  });
  return {
    ...resource,
    addFilter: (keep) =>
      typedResource(
        changed(async (rows) => {
          const kept = await Promise.all(rows.map(async (row) => await keep(row as Row)));
          return rows.filter((_, position) => kept[position]);
        }),
      ),
    addMap: (map) => typedResource(changed((rows) => Promise.all(rows.map(async (row) => await map(row as Row))))),
    addYieldMap: (map) =>
      typedResource(
        changed(async (rows) => {
          const parts = [];
          for (const row of rows) parts.push(await Array.fromAsync(map(row as Row)));
          return parts.flat();
        }),
      ),
    addLimit: (limit, { countRows = false } = {}) =>
      typedResource({ ...resource, records: (context) => limitPages(resource.records(context), limit, countRows) }),
  };
}
