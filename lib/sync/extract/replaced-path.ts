import type { Resource } from '../../sdk/resource.ts';
import { parseJsonPath } from '../../spec/json-path.ts';

/**
 * The keys that lead to the cursor's value of a resource that appends, where a range of it can take the place of the rows
 * that are there: each of them has a value of its own cursor, and all of the range are read. Undefined where not.
 */
export function replacedPath({
  writeDisposition,
  incremental,
  parent,
  cursorKey,
  onChildError,
  tableName,
}: Resource): readonly string[] | undefined {
  if (writeDisposition !== 'append' || incremental === undefined || parent !== undefined) return undefined;
  // Which of many tables the rows of before lie in, nobody knows.
  if (typeof tableName === 'function') return undefined;
  // Each entry has reached another position.
  if (cursorKey !== undefined) return undefined;
  // With an end of its own every sync adds the same rows again anyway.
  if (incremental.endValue !== undefined || onChildError === 'skip' || incremental.onCursorValueMissing === 'include')
    return undefined;
  const { steps } = parseJsonPath(incremental.cursorPath);
  const keys = steps.flatMap((step) => (step.type === 'name' ? [step.name] : []));
  return keys.length === steps.length && keys.length > 0 ? keys : undefined;
}
