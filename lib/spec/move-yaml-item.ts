import { jsonAt, jsonWith } from './json-edit.ts';
import type { KeyPath } from './key-path.ts';
import { entryRange, listAt } from './list-entries.ts';
import { cannotEdit, jsonOf, openYaml, verifiedEdit } from './yaml-edit.ts';

/**
 * Moves an entry of the list at `path` to another position, with the comments directly above it; the entries between
 * move up or down, blank lines and other comments stay where they are. Throws `config-invalid` when there is no such
 * entry or position, or the file is broken or too unusual to change.
 */
export function moveYamlItem(text: string, path: KeyPath, from: number, to: number): string {
  const before = jsonOf(text);
  const values = jsonAt(before, path);
  if (!Array.isArray(values) || from < 0 || to < 0 || from >= values.length || to >= values.length) {
    throw cannotEdit(path, 'Name two positions in the list.');
  }
  if (from === to) return text;
  const { list } = listAt(openYaml(text).document, path);
  const ranges = list.items.map((_, index) => entryRange(text, list, index) ?? fail(path));
  const order = moved(
    ranges.map((_, index) => index),
    from,
    to,
  );
  let edited = '';
  let position = 0;
  ranges.forEach((range, index) => {
    const source = ranges[order[index] ?? index] ?? range;
    edited += text.slice(position, range.start) + text.slice(source.start, source.end);
    position = range.end;
  });
  return verifiedEdit(edited + text.slice(position), jsonWith(before, path, moved(values, from, to)), path);
}

function moved<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  return items.toSpliced(from, 1).toSpliced(to, 0, ...items.slice(from, from + 1));
}

function fail(path: KeyPath): never {
  throw cannotEdit(path);
}
