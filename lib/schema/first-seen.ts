import type { FirstSeen, TypeNode } from './type-node.ts';

/**
 * Notes for every kind of value that appeared since the last call that an exchange brought it first. Called once for an
 * exchange, behind its records: looking at each value for it would slow the walk over all of them.
 */
export function noteFirstSeen(node: TypeNode, exchange: number): void {
  let known = 0;
  if (node.since !== undefined) for (const [kinds] of node.since) known |= kinds;
  const appeared = node.mask & ~known;
  if (appeared !== 0) (node.since ??= []).push([appeared, exchange]);
  if (node.fields !== undefined) for (const field of node.fields.values()) noteFirstSeen(field, exchange);
  if (node.element !== undefined) noteFirstSeen(node.element, exchange);
}

/** The exchange that brought the first of some kinds of values; undefined where that is not known. */
export function firstExchange(since: readonly FirstSeen[] | undefined, kinds: number): number | undefined {
  return since?.find(([noted]) => (noted & kinds) !== 0)?.[1];
}
