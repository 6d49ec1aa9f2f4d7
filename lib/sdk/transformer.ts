import { resource, type IncrementalContext, type ResourceOptions } from './define-resource.ts';
import type { CursorValue } from './incremental.ts';
import type { ProducedRecords } from './read-records.ts';
import type { Resource } from './resource.ts';
import type { RowOf } from './row-of.ts';
import { readSeries, seriesOf } from './series.ts';
import { typedResource, type TypedResource } from './typed-resource.ts';

export interface TransformerOptions<ParentRow, Row = never> extends ResourceOptions<Row> {
  /** The resource whose records this one is made of. It must be among the resources of the source, too. */
  readonly from: TypedResource<ParentRow>;
  /**
   * Further resources: it is read for each combination of their records with those of `from`, which `above` names. They
   * are none of those above `from`, and their records are held in memory. Default: none.
   */
  readonly crossWith?: readonly Resource[] | undefined;
}

/**
 * A resource that is made of the records of another one, such as the document that each entry of a list names.
 * `records` is called once for each record of `from`, as that one yields it (its maps and filters included).
 * @throws DangoError `module-invalid` for `merge` without a primary key.
 */
export function transformer<ParentRow, Yielded>(
  name: string,
  { from, crossWith, ...options }: TransformerOptions<ParentRow, RowOf<Yielded>>,
  records: (row: ParentRow, context: IncrementalContext<CursorValue | undefined>) => ProducedRecords<Yielded>,
): TypedResource<RowOf<Yielded>> {
  // Checks name and options as for any other.
  const made = resource<Yielded>(name, options, () => []);
  return typedResource({
    ...made,
    parent: from.name,
    crossWith: crossWith?.map((crossed) => ({ resource: crossed.name, keep: (_, record) => record })),
    records: ({ parentRecord, cursor, state = {}, sourceState = {}, signal, warn, ...context }) =>
      readSeries({ resource: name, parent: from.name, warn }, () =>
        // The engine hands over what `from` yielded, and a cursor where there is `incremental`.
        records(parentRecord as ParentRow, {
          cursor: cursor as IncrementalContext<CursorValue | undefined>['cursor'],
          state,
          sourceState,
          signal,
          warn,
          ...seriesOf(context),
        }),
      ),
  });
}
