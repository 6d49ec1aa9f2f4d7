import type { TypeNode } from './type-node.ts';

/** Paths whose numbers were written with more digits than a double holds; elements of lists are `[]`. */
export function roundedFields(node: TypeNode, path = ''): readonly string[] {
  const own = node.isRounded && path !== '' ? [path] : [];
  const below = [...(node.fields ?? [])].flatMap(([key, field]) =>
    roundedFields(field, path === '' ? key : `${path}.${key}`),
  );
  return [...own, ...below, ...(node.element === undefined ? [] : roundedFields(node.element, `${path}[]`))];
}
