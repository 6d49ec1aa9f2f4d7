import { isMap, isNode } from 'yaml';
import { recallYaml } from './recall-yaml.ts';
import type { Extent } from './source-extent.ts';
import type { SourceIssue } from './source-issue.ts';
import { scalarOffset } from './scalar-offset.ts';
import { lineEndOf } from './text-lines.ts';
import { followPath, isUnwritten, type YamlPlace } from './yaml-place.ts';
import { placeRange } from './yaml-range.ts';

/** What an issue is about: the whole key or value. For a key that is missing, the key of the mapping that needs it. */
export function issueRange(text: string, issue: SourceIssue, lineStarts: readonly number[]): Extent {
  const { document, syntaxIssues } = recallYaml(text, '.dango/sources.yml');
  if (issue.path !== undefined && syntaxIssues.length === 0) {
    const places = followPath(document, issue.path);
    const place = places.at(-1);
    const isWhole = places.length === issue.path.length;
    const start = issue.offset === undefined || !isWhole ? undefined : scalarOffset(text, place?.value, issue.offset);
    if (start !== undefined) return nameAt(text, start);
    const range = place === undefined ? undefined : rangeOf(text, place, isWhole, issue.part);
    if (range !== undefined) return range;
  }
  const start = Math.min(text.length, (lineStarts[issue.at.line - 1] ?? 0) + issue.at.column - 1);
  return wordAt(text, start);
}

function rangeOf(text: string, place: YamlPlace, isWhole: boolean, part: SourceIssue['part']): Extent | undefined {
  const key = isNode(place.pair?.key) ? place.pair.key.range : undefined;
  const value = isNode(place.value) && !isUnwritten(place.value) ? place.value.range : undefined;
  if (key && (part === 'key' || !isWhole || !value)) return { start: key[0], end: key[1] };
  if (isWhole && value && !isMap(place.value)) {
    return { start: value[0], end: Math.max(value[0], text.slice(0, value[1]).trimEnd().length) };
  }
  // An entry of a list has no key of its own: its first one stands for it.
  const first = isMap(place.value) ? place.value.items[0] : undefined;
  if (key === undefined && isMap(place.value) && first !== undefined) {
    return placeRange(text, { parent: place.value, index: 0, pair: first, value: first.value });
  }
  return key ? { start: key[0], end: key[1] } : placeRange(text, place);
}

/** In an expression: a name with what it leads to, or one character. */
function nameAt(text: string, position: number): Extent {
  const [name = ''] = /^(?:[\w.]+|.)/.exec(text.slice(position, lineEndOf(text, position))) ?? [];
  return { start: name === '' ? Math.max(0, position - 1) : position, end: position + name.length };
}

/** In broken YAML: the word, or the quoted text, at a position; at least one character where there is one. */
function wordAt(text: string, position: number): Extent {
  const line = text.slice(position, lineEndOf(text, position));
  const word =
    /^(?:"(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s,[\]{}#]+?(?=:?(?:[\s,[\]{}#]|$)))/.exec(line)?.[0] ?? line.slice(0, 1);
  if (word !== '') return { start: position, end: position + word.trimEnd().length };
  return { start: Math.max(0, position - 1), end: position };
}
