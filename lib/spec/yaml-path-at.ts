import { isMap, isSeq } from 'yaml';
import type { KeyPath } from './key-path.ts';
import { recallYaml } from './recall-yaml.ts';
import { lineEndOf, lineStartOf } from './text-lines.ts';
import { keyName, type YamlPlace } from './yaml-place.ts';
import { placeRange } from './yaml-range.ts';

/**
 * The path of the deepest key or entry at an offset; the blanks before it and what follows on its last line belong to
 * it. Undefined between the keys of the file. Never throws.
 */
export function yamlPathAt(text: string, offset: number): KeyPath | undefined {
  const { contents } = recallYaml(text, '.dango/sources.yml').document;
  const lineStart = lineStartOf(text, offset);
  const indent = /^[ \t]*(?=[^\s#])/.exec(text.slice(lineStart, lineEndOf(text, offset)))?.[0].length ?? 0;
  const position = Math.max(offset, lineStart + indent);
  const path: (string | number)[] = [];
  let node: unknown = contents;
  for (;;) {
    const place = childAt(text, node, position);
    const step = place === undefined ? undefined : stepOf(place);
    if (place === undefined || step === undefined) return path.length === 0 ? undefined : path;
    path.push(step);
    node = place.value;
  }
}

function childAt(text: string, node: unknown, position: number): YamlPlace | undefined {
  const places: YamlPlace[] = [];
  if (isMap(node)) {
    node.items.forEach((pair, index) => places.push({ parent: node, index, pair, value: pair.value }));
  } else if (isSeq(node)) {
    node.items.forEach((value, index) => places.push({ parent: node, index, pair: undefined, value }));
  }
  return places.find((place) => {
    const range = placeRange(text, place);
    if (range === undefined || position < range.start) return false;
    return position <= (place.parent.flow === true ? range.end : lineEndOf(text, range.end));
  });
}

function stepOf({ pair, index }: YamlPlace): string | number | undefined {
  return pair === undefined ? index : keyName(pair);
}
