import { TypeNode } from './type-node.ts';

/** A {@link TypeNode} as it stands in a load package: mask, first kind, fields, element. */
export type TypeTreeJson = readonly [
  mask: number,
  first: number,
  fields: readonly (readonly [string, TypeTreeJson])[] | null,
  element: TypeTreeJson | null,
];

export function typeTreeToJson(node: TypeNode): TypeTreeJson {
  return [
    node.mask,
    node.first,
    node.fields === undefined ? null : [...node.fields].map(([key, field]) => [key, typeTreeToJson(field)] as const),
    node.element === undefined ? null : typeTreeToJson(node.element),
  ];
}

export function typeTreeFromJson([mask, first, fields, element]: TypeTreeJson): TypeNode {
  const node = new TypeNode();
  node.mask = mask;
  node.first = first;
  if (fields !== null) node.fields = new Map(fields.map(([key, field]) => [key, typeTreeFromJson(field)]));
  if (element !== null) node.element = typeTreeFromJson(element);
  return node;
}
