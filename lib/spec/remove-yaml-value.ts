import { isMap, isSeq } from 'yaml';
import { isPlainObject } from '../util/plain-object.ts';
import { jsonAt, jsonWithout } from './json-edit.ts';
import type { JsonValue } from './json-value.ts';
import type { KeyPath } from './key-path.ts';
import { replaceYamlNode } from './replace-yaml-node.ts';
import { blockEntryExtent, blockEntryStart, flowEntryExtent } from './source-extent.ts';
import { lineStartOf, spliceText } from './text-lines.ts';
import { cannotEdit, jsonOf, openYaml, refuseSharedAnchor, verifiedEdit } from './yaml-edit.ts';
import { followPath, type YamlPlace } from './yaml-place.ts';

export interface RemoveYamlOptions {
  /** Whether the key of a mapping or list that holds nothing any more goes too. Default: false, `{}` or `[]` is left. */
  readonly pruneEmptyParents?: boolean;
}

/**
 * Takes a key or an entry of a list out of a YAML text, with its own lines and the comments in them; comments above
 * stay, and so does every other byte. A path that is not there leaves the text as it is. Throws `config-invalid` when
 * the file is broken or too unusual to change, or an anchor would go that is used elsewhere.
 */
export function removeYamlValue(text: string, path: KeyPath, options: RemoveYamlOptions = {}): string {
  const before = jsonOf(text);
  if (path.length === 0) throw cannotEdit(path);
  if (jsonAt(before, path) === undefined) return text;
  const target = options.pruneEmptyParents === true ? prunedPath(before, path) : path;
  const expected = jsonWithout(before, target);
  const edited = cutYamlEntry(text, target);
  const isGone = isPlainObject(expected) && Object.keys(expected).length === 0 && target.length === 1;
  // A document without keys is nothing, not an empty mapping.
  return verifiedEdit(edited, isGone && jsonOf(edited) === null ? null : expected, path);
}

/** Goes up while the parent holds nothing else; an entry of a list is never removed in passing. */
function prunedPath(root: unknown, path: KeyPath): KeyPath {
  let target = path;
  while (target.length > 1 && typeof target.at(-2) === 'string') {
    const parent = jsonAt(root, target.slice(0, -1));
    const size = Array.isArray(parent) ? parent.length : isPlainObject(parent) ? Object.keys(parent).length : 2;
    if (size > 1) break;
    target = target.slice(0, -1);
  }
  return target;
}

/** Without the check of the result. */
export function cutYamlEntry(text: string, path: KeyPath): string {
  const { document } = openYaml(text);
  const places = followPath(document, path);
  const place = places.at(-1);
  if (place === undefined || places.length < path.length) return cutFromAlias(text, path, places);
  refuseSharedAnchor(document, [place.pair?.key, place.value], path);
  const { parent, index } = place;
  if (parent.items.length === 1) return emptyParent(text, path, places);
  const extent = blockEntryExtent(text, parent, index) ?? flowEntryExtent(parent, index);
  const first = blockEntryStart(parent, index);
  if (extent === undefined) throw cannotEdit(path);
  if (first !== undefined && extent.start === first && lineStartOf(text, first) !== first) {
    return cutBehindDash(text, parent, index, extent.end);
  }
  return spliceText(text, extent.start, extent.end, '');
}

/** The first key of an entry shares its line with the dash: the next one moves up, unless comments are between. */
function cutBehindDash(text: string, parent: YamlPlace['parent'], index: number, end: number): string {
  const own = blockEntryStart(parent, index) ?? end;
  const next = blockEntryStart(parent, index + 1);
  if (next !== undefined && text.slice(end, next).trim() === '') return spliceText(text, own, next, '');
  const start = text.slice(0, own).trimEnd().length;
  const lineEnd = text[end - 1] === '\n' ? end - (text[end - 2] === '\r' ? 2 : 1) : end;
  return spliceText(text, start, lineEnd, '');
}

function emptyParent(text: string, path: KeyPath, places: readonly YamlPlace[]): string {
  const place = places.at(-1);
  const holder = places.at(-2);
  if (place === undefined) throw cannotEdit(path);
  const { document } = openYaml(text);
  if (holder !== undefined) {
    const edited = replaceYamlNode(text, document, holder, isMap(place.parent) ? {} : []);
    if (edited === undefined) throw cannotEdit(path);
    return edited;
  }
  const extent = blockEntryExtent(text, place.parent, 0) ?? flowEntryExtent(place.parent, 0);
  if (extent === undefined || isSeq(place.parent)) throw cannotEdit(path);
  return spliceText(text, extent.start, extent.end, '');
}

/** What comes through an alias is written out where it is used, without the part that goes. */
function cutFromAlias(text: string, path: KeyPath, places: readonly YamlPlace[]): string {
  const { document } = openYaml(text);
  const holder = places.at(-1);
  if (holder === undefined) throw cannotEdit(path);
  const ownerPath = path.slice(0, places.length);
  const value = jsonAt(jsonWithout(jsonOf(text), path), ownerPath) as JsonValue | undefined;
  refuseSharedAnchor(document, [holder.value], path);
  const edited = value === undefined ? undefined : replaceYamlNode(text, document, holder, value);
  if (edited === undefined) throw cannotEdit(path);
  return edited;
}
