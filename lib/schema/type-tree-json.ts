import { TypeNode, type FirstSeen } from './type-node.ts';

/** A {@link TypeNode} as it stands in a load package: mask, first kind, fields, element, first exchanges. */
export type TypeTreeJson = readonly [
  mask: number,
  first: number,
  fields: readonly (readonly [string, TypeTreeJson])[] | null,
  element: TypeTreeJson | null,
  /** Absent: not known. */
  since?: readonly FirstSeen[],
];

export function typeTreeToJson(node: TypeNode): TypeTreeJson {
  const { mask, first, since } = node;
  const fields =
    node.fields === undefined ? null : [...node.fields].map(([key, field]) => [key, typeTreeToJson(field)] as const);
  const element = node.element === undefined ? null : typeTreeToJson(node.element);
  return since === undefined ? [mask, first, fields, element] : [mask, first, fields, element, since];
}

export function typeTreeFromJson([mask, first, fields, element, since]: TypeTreeJson): TypeNode {
  const node = new TypeNode();
  node.mask = mask;
  node.first = first;
  if (fields !== null) node.fields = new Map(fields.map(([key, field]) => [key, typeTreeFromJson(field)]));
  if (element !== null) node.element = typeTreeFromJson(element);
  if (since !== undefined) node.since = [...since];
  return node;
}
