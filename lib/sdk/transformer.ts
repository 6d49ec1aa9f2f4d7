import { DangoError } from '../errors/dango-error.ts';
import { resource, type IncrementalContext, type ResourceOptions } from './define-resource.ts';
import type { CursorValue } from './incremental.ts';
import { readRecords, type ProducedRecords } from './read-records.ts';
import type { RowOf } from './row-of.ts';
import { typedResource, type TypedResource } from './typed-resource.ts';

export interface TransformerOptions<ParentRow, Row = never> extends ResourceOptions<Row> {
  /** The resource whose records this one is made of. It must be among the resources of the source, too. */
  readonly from: TypedResource<ParentRow>;
  /** Records of `from` that it is read for at the same time; rows keep their order. Default 1. */
  readonly concurrency?: number | undefined;
  /**
   * Whether a record of `from` that the API knows nothing of (a status from 400 on that is about what was asked for, such as 404) is left out
   * with a warning, or fails the whole. Default `fail`.
   */
  readonly onChildError?: 'fail' | 'skip' | undefined;
}

/**
 * A resource that is made of the records of another one, such as the document that each entry of a list names.
 * `records` is called once for each record of `from`, as that one yields it (its maps and filters included).
 * @throws DangoError `module-invalid` for `merge` without a primary key.
 */
export function transformer<ParentRow, Yielded>(
  name: string,
  { from, concurrency, onChildError, ...options }: TransformerOptions<ParentRow, RowOf<Yielded>>,
  records: (row: ParentRow, context: IncrementalContext<CursorValue | undefined>) => ProducedRecords<Yielded>,
): TypedResource<RowOf<Yielded>> {
  // Checks name and options as for any other.
  const made = resource<Yielded>(name, options, () => []);
  if (concurrency !== undefined && !(Number.isInteger(concurrency) && concurrency >= 1)) {
    throw new DangoError(`Transformer "${name}" has the concurrency ${concurrency}.`, {
      code: 'module-invalid',
      hint: 'Use a whole number from 1 on.',
      context: { resource: name },
    });
  }
  return typedResource({
    ...made,
    parent: from.name,
    concurrency,
    onChildError,
    records: ({ parentRecord, cursor, state = {}, sourceState = {}, signal, warn }) =>
      readRecords(name, warn, () =>
        // The engine hands over what `from` yielded, and a cursor where there is `incremental`.
        records(parentRecord as ParentRow, {
          cursor: cursor as IncrementalContext<CursorValue | undefined>['cursor'],
          state,
          sourceState,
          signal,
          warn,
        }),
      ),
  });
}
