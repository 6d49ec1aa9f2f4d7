import { jsonAt, jsonWith } from './json-edit.ts';
import type { JsonValue } from './json-value.ts';
import type { KeyPath } from './key-path.ts';
import { entryRange, listAt } from './list-entries.ts';
import { replaceYamlNode } from './replace-yaml-node.ts';
import { blockEntryExtent, blockEntryStart } from './source-extent.ts';
import { spellFlow, spellLines } from './spell-yaml.ts';
import { columnOf, insertLines, lineStartOf, spliceText } from './text-lines.ts';
import { cannotEdit, jsonOf, openYaml, verifiedEdit } from './yaml-edit.ts';
import { yamlLayout } from './yaml-layout.ts';

/**
 * Adds an entry to the list at `path`, in front of the one at `index` and of the comments above it; the length of the
 * list adds it at the end. Every other byte stays. Throws `config-invalid` when there is no list, no such position, or
 * the file is broken or too unusual to change.
 */
export function insertYamlItem(text: string, path: KeyPath, index: number, value: JsonValue): string {
  const before = jsonOf(text);
  const list = jsonAt(before, path);
  if (!Array.isArray(list) || index < 0 || index > list.length) throw cannotEdit(path, 'Name a position in the list.');
  const expected = jsonWith(before, path, list.toSpliced(index, 0, value));
  return verifiedEdit(insertIntoList(text, path, index, value), expected, path);
}

/** Without the check of the result. */
export function insertIntoList(text: string, path: KeyPath, index: number, value: JsonValue): string {
  const { document } = openYaml(text);
  const { list, place } = listAt(document, path);
  const count = list.items.length;
  if (count === 0) {
    const edited = place === undefined ? undefined : replaceYamlNode(text, document, place, [value]);
    if (edited === undefined) throw cannotEdit(path);
    return edited;
  }
  const neighbour = entryRange(text, list, Math.min(index, count - 1));
  if (neighbour === undefined) throw cannotEdit(path);
  if (list.flow === true) {
    const spelled = spellFlow(value);
    if (index === count) return spliceText(text, neighbour.end, neighbour.end, `, ${spelled}`);
    return spliceText(text, neighbour.start, neighbour.start, `${spelled}, `);
  }
  const layout = yamlLayout(text, document);
  const dash = blockEntryStart(list, 0) ?? 0;
  const indent = ' '.repeat(columnOf(text, dash));
  const lines = spellLines([value], layout).map((line) => (line === '' ? '' : indent + line));
  if (index === 0 && text.slice(lineStartOf(text, neighbour.start), neighbour.start).trim() !== '') {
    return spliceText(text, dash, dash, `${lines.join(layout.lineEnding).trimStart()}${layout.lineEnding}${indent}`);
  }
  const position =
    index === 0 ? lineStartOf(text, neighbour.start) : (blockEntryExtent(text, list, index - 1)?.end ?? text.length);
  return insertLines(text, position, lines.join(layout.lineEnding), layout.lineEnding);
}
