import { isAlias, isMap, isPair, isScalar, isSeq, type Document, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { KeyPath } from './key-path.ts';

/** Where a value is written: in a pair of a mapping or as an entry of a list. */
export interface YamlPlace {
  readonly parent: YAMLMap | YAMLSeq;
  readonly index: number;
  /** Undefined for an entry of a list. */
  readonly pair: Pair | undefined;
  readonly value: unknown;
}

/**
 * Follows a path as far as its steps are written in the document itself: not through aliases and merge keys. One place
 * for each step.
 */
export function followPath({ contents }: Document, path: KeyPath): YamlPlace[] {
  const places: YamlPlace[] = [];
  let node: unknown = contents;
  for (const step of path) {
    const place = placeIn(node, step);
    if (place === undefined) break;
    places.push(place);
    node = place.value;
  }
  return places;
}

function placeIn(parent: unknown, step: string | number): YamlPlace | undefined {
  if (isSeq(parent) && typeof step === 'number') {
    if (step < 0 || step >= parent.items.length) return undefined;
    return { parent, index: step, pair: undefined, value: parent.items[step] };
  }
  if (!isMap(parent)) return undefined;
  const index = parent.items.findIndex((pair) => keyName(pair) === String(step));
  const pair = parent.items[index];
  return pair === undefined ? undefined : { parent, index, pair, value: pair.value };
}

/** The name of a key as JSON has it; undefined for merge keys and keys that are no plain value. */
export function keyName({ key, value }: Pair): string | undefined {
  if (!isScalar(key)) return undefined;
  if (key.source === '<<' && key.type === 'PLAIN' && (isAlias(value) || isMap(value) || isSeq(value))) return undefined;
  const name: unknown = key.value;
  if (name === null) return '';
  if (typeof name === 'string') return name;
  return typeof name === 'number' || typeof name === 'bigint' || typeof name === 'boolean' ? String(name) : undefined;
}

/** True for a value that is missing or written as nothing at all, as in `key:`. */
export function isUnwritten(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.source === '' && node.type === 'PLAIN');
}

/** The end of what stands before a value: the colon or dash with an anchor or tag behind it. Undefined in odd spellings. */
export function valueIndicatorEnd({ parent, index, pair }: YamlPlace): number | undefined {
  const { srcToken } = parent;
  if (srcToken === undefined || !('items' in srcToken)) return undefined;
  const item = srcToken.items[index];
  const tokens = (isPair(pair) ? item?.sep : item?.start) ?? [];
  const last = tokens.findLast(
    (token) =>
      token.type === 'map-value-ind' ||
      token.type === 'seq-item-ind' ||
      token.type === 'anchor' ||
      token.type === 'tag',
  );
  return last === undefined || !('source' in last) ? undefined : last.offset + last.source.length;
}
