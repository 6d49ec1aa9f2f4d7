import { seen, TypeNode } from './type-node.ts';

/**
 * What was seen of records, with what lies deeper than `levels` taken for JSON, counted as dlt does: each object on the
 * way from a row to a value is a level, and the elements of a list are one level below the row that has the list, however
 * deep it lies in that row. A list that is itself an element is two levels below.
 */
export function limitNesting(root: TypeNode, levels: number): TypeNode {
  return copyFields(root, levels, levels);
}

/**
 * How deep in a record a value can lie that {@link limitNesting} leaves in place, its own objects and lists counted one
 * by one. What is deeper need not be looked at.
 */
export function deepestLevel(levels: number): number {
  return (levels * (levels + 3)) / 2;
}

/** @param left levels that the values of these fields may have. @param rowLeft the same, for the fields of the row. */
function copyFields(node: TypeNode, left: number, rowLeft: number): TypeNode {
  const copy = new TypeNode();
  copy.mask = node.mask;
  copy.first = node.first;
  if (node.fields !== undefined) {
    copy.fields = new Map([...node.fields].map(([key, field]) => [key, copyValue(field, left, rowLeft)]));
  }
  return copy;
}

function copyValue(node: TypeNode, left: number, rowLeft: number): TypeNode {
  const nested = seen.object | seen.list;
  if (node.mask & nested && left <= 0) {
    const whole = new TypeNode();
    whole.mask = (node.mask & ~nested) | seen.tooDeep;
    whole.first = node.first;
    return whole;
  }
  const copy = copyFields(node, left - 1, rowLeft);
  if (node.element !== undefined) copy.element = copyElement(node.element, rowLeft - 1);
  return copy;
}

/** An element is a row of its own; a list in it stands in the field `list` of a row that is made for it. */
function copyElement(node: TypeNode, rowLeft: number): TypeNode {
  if (!(node.mask & seen.list)) return copyFields(node, rowLeft, rowLeft);
  const copy = copyFields(node, rowLeft, rowLeft);
  const listLeft = rowLeft - 1;
  if (listLeft <= 0) copy.mask = (copy.mask & ~seen.list) | seen.wholeList;
  else if (node.element !== undefined) copy.element = copyElement(node.element, listLeft - 1);
  return copy;
}
