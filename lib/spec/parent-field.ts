/** A field of one of several parents, as `include_from_parent` names it. */
export interface ParentField {
  readonly parent: string;
  /** Path in a record of it. */
  readonly field: string;
}

/**
 * Reads an entry of `include_from_parent`. With one parent it is a path in its record; with several the name of the
 * parent stands in front, as in `regions.id`. Undefined where no parent can be told.
 */
export function parentField(entry: string, parents: readonly string[]): ParentField | undefined {
  const [only] = parents;
  if (parents.length === 1 && only !== undefined) return { parent: only, field: entry };
  const owners = parents.filter((name) => entry.startsWith(`${name}.`));
  const [parent] = owners.toSorted((one, other) => other.length - one.length);
  return parent === undefined ? undefined : { parent, field: entry.slice(parent.length + 1) };
}
