import type { TypeNode } from '../../schema/type-node.ts';

/** The node that a path of keys leads to, `[]` for the elements of a list; undefined where there is none. */
export function nodeAt(root: TypeNode, path: readonly string[]): TypeNode | undefined {
  let node: TypeNode | undefined = root;
  for (const key of path) {
    // A field may be called `[]`; where there are elements too, those are meant.
    node = key === '[]' && node?.element !== undefined ? node.element : node?.fields?.get(key);
  }
  return node;
}
