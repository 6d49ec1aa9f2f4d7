import { isScalar } from 'yaml';
import { DangoError } from '../errors/dango-error.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { getYamlValue } from './get-yaml-value.ts';
import { jsonAt, jsonWith } from './json-edit.ts';
import type { JsonValue } from './json-value.ts';
import type { KeyPath } from './key-path.ts';
import { placeholderFor } from './placeholder-value.ts';
import { recallYaml } from './recall-yaml.ts';
import { cutYamlEntry } from './remove-yaml-value.ts';
import { writeValue } from './set-yaml-value.ts';
import type { SourceIssue, Suggestion } from './source-issue.ts';
import { spellKey } from './spell-yaml.ts';
import { spliceText } from './text-lines.ts';
import { differenceOf, type TextEdit } from './text-edit.ts';
import { followPath } from './yaml-place.ts';

/** A way to mend an issue. */
export interface SourceFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** The ways to mend an issue of a text. None where the YAML is broken, or spelled too oddly to change. */
export function fixSource(text: string, { path, suggestion }: SourceIssue): SourceFix[] {
  if (path === undefined || suggestion === undefined) return [];
  try {
    const { title, edited } = apply(text, path, suggestion);
    return edited === text ? [] : [{ title, edits: [differenceOf(text, edited)] }];
  } catch (error) {
    if (DangoError.is(error)) return [];
    throw error;
  }
}

function apply(text: string, path: KeyPath, suggestion: Suggestion): { title: string; edited: string } {
  const key = String(path.at(-1));
  switch (suggestion.action) {
    case 'rename-key':
      return { title: `Rename to "${suggestion.to}"`, edited: renameKey(text, path, suggestion.to) };
    case 'set-value':
      return { title: suggestion.title, edited: write(text, path, suggestion.value) };
    case 'quote':
      return { title: 'Put the value in quotes', edited: quote(text, path) };
    case 'add-key':
      return { title: `Add "${key}"`, edited: write(text, path, placeholderFor(path, getYamlValue(text, []))) };
    case 'remove':
      return { title: `Remove "${key}"`, edited: cutYamlEntry(text, path) };
    case 'make-unique': {
      const name = uniqueName(text, path);
      return { title: `Rename to "${name}"`, edited: write(text, path, name) };
    }
  }
}

function write(text: string, path: KeyPath, value: JsonValue): string {
  const root = getYamlValue(text, []);
  return writeValue(text, path, jsonAt(root, path), jsonWith(root, path, value));
}

function renameKey(text: string, path: KeyPath, to: string): string {
  const places = followPath(recallYaml(text, '.dango/sources.yml').document, path);
  const key = places.length === path.length ? places.at(-1)?.pair?.key : undefined;
  const parent = getYamlValue(text, path.slice(0, -1));
  if (!isScalar(key) || !key.range || (isPlainObject(parent) && Object.hasOwn(parent, to))) return text;
  return spliceText(text, key.range[0], key.range[1], spellKey(to, key.type));
}

/** The value keeps the characters that it was written with: `007` is not 7. */
function quote(text: string, path: KeyPath): string {
  const places = followPath(recallYaml(text, '.dango/sources.yml').document, path);
  const node = places.length === path.length ? places.at(-1)?.value : undefined;
  return isScalar(node) && node.source !== undefined ? write(text, path, node.source) : text;
}

/** `users_2`, or the first further number that no neighbour in the list has. */
function uniqueName(text: string, path: KeyPath): string {
  const list = getYamlValue(text, path.slice(0, -2));
  const taken = new Set(Array.isArray(list) ? list.map((item) => jsonAt(item, path.slice(-1))) : []);
  const old = getYamlValue(text, path);
  const base = typeof old === 'string' ? old : 'name';
  let number = 2;
  while (taken.has(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}
