import { keyOf } from './column-hint.ts';
import { columnHintsOfSpec } from './column-hint-spec.ts';
import type { FlatResource } from './flat-resource.ts';

/** Whether rows can be found again by a key, of either kind. */
export function hasKey({ primary_key: primary, merge_key: merge, columns }: FlatResource): boolean {
  const hints = columnHintsOfSpec(columns);
  return keyOf(primary, hints, 'primaryKey').length > 0 || keyOf(merge, hints, 'mergeKey').length > 0;
}
