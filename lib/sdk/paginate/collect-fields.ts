import { formatKeyPath } from '../../spec/key-path.ts';
import { isPlainObject } from '../../util/plain-object.ts';

/** A plain value of a response, outside of its records. */
export interface Field {
  readonly name: string;
  /** As a path from the response. */
  readonly path: string;
  /** The name as {@link wordOf} spells it. */
  readonly word: string;
  /** The same of the object it is in; empty at the top. */
  readonly outer: string;
  readonly value: unknown;
}

const maxDepth = 3;
/** A GraphQL answer has its pageInfo below the names of the query. */
const maxDeepDepth = 6;

/** The plain values of a body that lie outside lists, down to three levels, and those of a `pageInfo`. */
export function* collectFields(value: unknown, names: readonly string[] = []): Generator<Field> {
  if (!isPlainObject(value) || names.length === maxDeepDepth) return;
  for (const [name, inner] of Object.entries(value)) {
    const path = [...names, name];
    if (isPlainObject(inner)) yield* collectFields(inner, path);
    else if (!Array.isArray(inner)) {
      const outer = wordOf(names.at(-1) ?? '');
      if (path.length > maxDepth && outer !== 'pageinfo') continue;
      yield { name, path: formatKeyPath(path), word: wordOf(name), outer, value: inner };
    }
  }
}

/** A name without case and separators: `totalPages` and `total_pages` are one word. */
export function wordOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
