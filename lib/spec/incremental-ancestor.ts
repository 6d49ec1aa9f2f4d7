import type { FlatResource } from './flat-resource.ts';
import { parentOf } from './parent-of.ts';
import { dispositionWord } from './write-disposition-spec.ts';

/**
 * The nearest resource above this one whose cursor moves from sync to sync, so that this one is read only for the
 * records that are new.
 * @throws DangoError `config-invalid` for a broken placeholder.
 */
export function incrementalAncestor(flat: FlatResource, resources: readonly FlatResource[]): FlatResource | undefined {
  const passed = new Set<string>();
  let name = parentOf(flat, resources);
  while (name !== undefined && !passed.has(name)) {
    passed.add(name);
    const wanted = name;
    const ancestor = resources.find((resource) => resource.name === wanted);
    if (ancestor === undefined) return undefined;
    if (movesCursor(ancestor)) return ancestor;
    name = parentOf(ancestor, resources);
  }
  return undefined;
}

/** Whether a sync starts where the one before ended: not with `replace`, and not with an end that is always the same. */
export function movesCursor({ incremental, write_disposition: disposition }: FlatResource): boolean {
  const isFixed = incremental === undefined || incremental.end_value !== undefined;
  return !isFixed && dispositionWord(disposition) !== 'replace';
}
