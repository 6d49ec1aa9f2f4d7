import { DangoError } from '../../errors/dango-error.ts';
import type { Resource } from '../../sdk/resource.ts';

/** Whether the records of a sync are taken for all that there is, so that each row that does not come ends. */
export function endsMissingRows({ merge, mergeKey = [] }: Pick<Resource, 'merge' | 'mergeKey'>): boolean {
  return merge?.strategy === 'scd2' && mergeKey.length === 0;
}

/** A resource that keeps versions was not read to its end: what was not read must not end. */
export function cutVersions(resource: string, answer: unknown): DangoError {
  return new DangoError(
    `${resource} was not read to its end, as a rule says: the API answered with ${String(answer)}. It keeps versions (scd2), and the rows that did not come would end.`,
    {
      code: 'run-failed',
      hint: `Give ${resource} a merge_key, so that only rows whose key comes can end, or take the rule away.`,
      context: { resource },
    },
  );
}
