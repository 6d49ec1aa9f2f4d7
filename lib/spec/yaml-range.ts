import { isNode } from 'yaml';
import type { KeyPath } from './key-path.ts';
import { recallYaml } from './recall-yaml.ts';
import { blockEntryExtent, blockEntryStart, flowEntryRange, type Extent } from './source-extent.ts';
import { lineEndOf, lineStartOf } from './text-lines.ts';
import { followPath, isUnwritten, valueIndicatorEnd, type YamlPlace } from './yaml-place.ts';

/**
 * Where a field is written: from its key, or its dash in a list, to the end of its value. For a value that comes
 * through an alias or merge key the place that names it. Undefined when the path is not there. Never throws.
 */
export function yamlRange(text: string, path: KeyPath): Extent | undefined {
  const { document } = recallYaml(text, '.dango/sources.yml');
  const places = followPath(document, path);
  const place = places.at(-1);
  if (place === undefined) return undefined;
  if (places.length < path.length && isNode(place.value) && !('source' in place.value)) return undefined;
  return placeRange(text, place);
}

/** The lines that a field takes alone, with the comments in them; of one in brackets those that it has a part of. */
export function yamlLines(text: string, path: KeyPath): Extent | undefined {
  const range = yamlRange(text, path);
  const place = followPath(recallYaml(text, '.dango/sources.yml').document, path).at(-1);
  if (range === undefined || place === undefined) return undefined;
  const start = lineStartOf(text, range.start);
  const end = blockEntryExtent(text, place.parent, place.index)?.end ?? lineEndOf(text, range.end);
  return { start, end: Math.max(end, range.end) };
}

/** The same for a place that was found already. */
export function placeRange(text: string, place: YamlPlace): Extent | undefined {
  const { parent, index, pair, value } = place;
  const key = isNode(pair?.key) ? pair.key.range : undefined;
  const start = blockEntryStart(parent, index) ?? flowEntryRange(parent, index)?.start ?? key?.[0];
  const own = isNode(value) && !isUnwritten(value) ? value.range : undefined;
  const end = own?.[1] ?? valueIndicatorEnd(place) ?? key?.[1];
  if (start === undefined || end === undefined) return undefined;
  return { start, end: Math.max(start, text.slice(0, end).trimEnd().length) };
}
