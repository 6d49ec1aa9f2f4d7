import { isPlainObject } from '../../util/plain-object.ts';

export interface FoundList {
  readonly names: readonly string[];
  readonly list: readonly unknown[];
}

const idNames = ['id', 'uuid', '_id'];
const maxDepth = 3;
/** GraphQL answers lie deeper, below the names of the query. */
const deepNames = new Set(['nodes', 'edges']);
const maxDeepDepth = 6;

/**
 * The lists in the objects of a body, not those inside other lists. Of an object with an id only those under a name that
 * holds records anyway.
 */
export function collectLists(
  value: Readonly<Record<string, unknown>>,
  strongNames: ReadonlySet<string>,
  names: readonly string[] = [],
): FoundList[] {
  if (names.length === maxDeepDepth) return [];
  const hasId = idNames.some((name) => Object.hasOwn(value, name));
  return Object.entries(value).flatMap(([name, inner]): FoundList[] => {
    if (hasId && !strongNames.has(name)) return [];
    const path = [...names, name];
    if (isPlainObject(inner)) return collectLists(inner, strongNames, path);
    if (!Array.isArray(inner) || (path.length > maxDepth && !deepNames.has(name))) return [];
    return [{ names: path, list: inner }];
  });
}
