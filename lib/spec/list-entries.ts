import { isSeq, type Document, type YAMLSeq } from 'yaml';
import type { KeyPath } from './key-path.ts';
import { blockEntryExtent, blockEntryStart, flowEntryRange, type Extent } from './source-extent.ts';
import { columnOf, lineEndOf, lineStartOf } from './text-lines.ts';
import { cannotEdit } from './yaml-edit.ts';
import { followPath, type YamlPlace } from './yaml-place.ts';

/** The list at a path with the place that holds it. Throws `config-invalid` when there is none written there. */
export function listAt(document: Document, path: KeyPath): { list: YAMLSeq; place: YamlPlace | undefined } {
  const places = followPath(document, path);
  const list = path.length === 0 ? document.contents : places.at(-1)?.value;
  if (places.length < path.length || !isSeq(list)) throw cannotEdit(path, 'Make it a list first.');
  return { list, place: places.at(-1) };
}

/**
 * What belongs to an entry of a list, from its first comment or dash to its last character: without the blanks before
 * and the line ending behind. Undefined where the spelling is too odd.
 */
export function entryRange(text: string, list: YAMLSeq, index: number): Extent | undefined {
  if (list.flow === true) return flowEntryRange(list, index);
  const extent = blockEntryExtent(text, list, index);
  const dash = blockEntryStart(list, index);
  if (extent === undefined || dash === undefined) return undefined;
  const floor = index === 0 ? 0 : (blockEntryExtent(text, list, index - 1)?.end ?? 0);
  const end = text[extent.end - 1] === '\n' ? lineEndOf(text, lineStartOf(text, extent.end - 1)) : extent.end;
  return { start: firstCommentAbove(text, dash, floor), end };
}

/** Comment lines directly above, at the same indentation, speak about the entry. */
function firstCommentAbove(text: string, dash: number, floor: number): number {
  const column = columnOf(text, dash);
  let start = dash;
  let lineStart = lineStartOf(text, dash);
  if (text.slice(lineStart, dash).trim() !== '') return dash;
  while (lineStart > floor) {
    const above = lineStartOf(text, lineStart - 1);
    const line = text.slice(above, lineStart);
    if (line.search(/\S/) !== column || line[column] !== '#') break;
    start = above + column;
    lineStart = above;
  }
  return start;
}
