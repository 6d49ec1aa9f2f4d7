import { isAlias, isMap, isSeq } from 'yaml';
import { isPlainObject } from '../util/plain-object.ts';
import { addFirstPair, addYamlPair } from './add-yaml-pair.ts';
import { insertIntoList } from './insert-yaml-item.ts';
import { jsonAt, jsonWith } from './json-edit.ts';
import type { JsonValue } from './json-value.ts';
import type { KeyPath } from './key-path.ts';
import { cutYamlEntry } from './remove-yaml-value.ts';
import { replaceYamlNode } from './replace-yaml-node.ts';
import { isSameJson } from './same-json.ts';
import { cannotEdit, jsonOf, openYaml, refuseSharedAnchor, verifiedEdit } from './yaml-edit.ts';
import { followPath, isUnwritten, keyName } from './yaml-place.ts';

/**
 * Writes a value into a YAML text; every other byte stays. A key that is missing is added at the end of its mapping,
 * with missing parents, in the file's own indentation; the position behind a list's end adds an entry. Of a mapping or
 * list only what differs is changed. An alias is replaced where it is used. Throws `config-invalid` when the file is
 * broken or too unusual to change, or the path leads through a value that holds no others.
 */
export function setYamlValue(text: string, path: KeyPath, value: JsonValue): string {
  const before = jsonOf(text);
  const old = jsonAt(before, path);
  if (path.length === 0) throw cannotEdit(path);
  if (old !== undefined && isSameJson(old, value)) return text;
  const expected = jsonWith(before, path, value);
  if (expected === undefined) throw cannotEdit(path);
  return verifiedEdit(writeValue(text, path, old, expected), expected, path);
}

/** Without the check of the result. `expected` is the whole document as it shall be, `old` the value there now. */
export function writeValue(text: string, path: KeyPath, old: unknown, expected: unknown): string {
  const { document } = openYaml(text);
  const places = followPath(document, path);
  const place = places.at(-1);
  const value = jsonAt(expected, path) as JsonValue;
  if (place !== undefined && places.length === path.length) {
    const isMerged = isMap(place.value) && isPlainObject(old) && isPlainObject(value);
    if (isMerged && canMerge(old, value, place.value.items.map(keyName))) {
      return mergeMapping(text, path, old, value, expected);
    }
    if (isSeq(place.value) && Array.isArray(old) && Array.isArray(value) && old.length > 0 && value.length > 0) {
      return mergeList(text, path, old, value);
    }
    refuseSharedAnchor(document, [place.value], path);
    return replaceYamlNode(text, document, place, value) ?? fail(path);
  }
  const owner = place === undefined ? document.contents : place.value;
  const ownerPath = path.slice(0, places.length);
  const next = path[places.length];
  const nextValue = jsonAt(expected, path.slice(0, places.length + 1)) as JsonValue;
  if (isMap(owner) && owner.items.length > 0 && next !== undefined) {
    return addYamlPair(text, document, owner, String(next), nextValue) ?? fail(path);
  }
  if (isSeq(owner) && owner.items.length > 0 && next === owner.items.length) {
    return insertIntoList(text, ownerPath, next, nextValue);
  }
  const isEmpty = isUnwritten(owner) || isMap(owner) || isSeq(owner);
  if (place === undefined) {
    const isFirst = isUnwritten(owner) && next !== undefined;
    return (isFirst ? addFirstPair(text, document, String(next), nextValue) : undefined) ?? fail(path);
  }
  const isNull = jsonAt(jsonOf(text), ownerPath) === null;
  if (!isEmpty && !isAlias(owner) && !isNull) throw cannotEdit(path);
  return replaceYamlNode(text, document, place, jsonAt(expected, ownerPath) as JsonValue) ?? fail(path);
}

function fail(path: KeyPath): never {
  throw cannotEdit(path);
}

/** A mapping is changed key by key unless nothing would stay, or a key that goes away is not its own. */
function canMerge(
  old: Readonly<Record<string, unknown>>,
  value: Readonly<Record<string, unknown>>,
  ownKeys: readonly (string | undefined)[],
): boolean {
  const going = Object.keys(old).filter((key) => !Object.hasOwn(value, key));
  const hasSome = Object.keys(old).length > 0 && Object.keys(value).length > 0;
  // What came through a merge key would show again.
  return hasSome && (going.length === 0 || !ownKeys.includes(undefined));
}

function mergeMapping(
  text: string,
  path: KeyPath,
  old: Readonly<Record<string, unknown>>,
  value: Readonly<Record<string, unknown>>,
  expected: unknown,
): string {
  let edited = text;
  for (const key of Object.keys(value)) {
    const inner = Object.hasOwn(old, key) ? old[key] : undefined;
    if (inner !== undefined && isSameJson(inner, value[key])) continue;
    edited = writeValue(edited, [...path, key], inner, expected);
  }
  for (const key of Object.keys(old)) if (!Object.hasOwn(value, key)) edited = cutYamlEntry(edited, [...path, key]);
  return edited;
}

/** What is the same at both ends stays; between, entries are changed one by one, then added or removed. */
function mergeList(text: string, path: KeyPath, old: readonly unknown[], value: readonly JsonValue[]): string {
  const shorter = Math.min(old.length, value.length);
  let start = 0;
  while (start < shorter && isSameJson(old[start], value[start])) start += 1;
  let behind = 0;
  while (behind < shorter - start && isSameJson(old.at(-1 - behind), value.at(-1 - behind))) behind += 1;
  let edited = text;
  const shared = shorter - behind;
  for (let index = start; index < shared; index += 1) {
    const item = value[index];
    if (item === undefined) continue;
    edited = writeValue(edited, [...path, index], old[index], jsonWith(jsonOf(edited), [...path, index], item));
  }
  for (let index = shared; index < value.length - behind; index += 1) {
    edited = insertIntoList(edited, path, index, value[index] ?? null);
  }
  for (let index = old.length - behind - 1; index >= shared; index -= 1) {
    edited = cutYamlEntry(edited, [...path, index]);
  }
  return edited;
}
