import { isScalar, type Pair, type YAMLMap } from 'yaml';
import { lineEndingOf } from '../util/line-ending.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { findSourceNode, openSourcesList, pairOf, verifyEdit } from './sources-list.ts';
import { lineEndOf, lineStartOf, spliceText } from './text-lines.ts';

/**
 * Writes `enabled` of a source into a sources.yml; every other byte stays. A source without the key gets it below its
 * type. Throws `name-unknown`, and `config-invalid` when the file is broken or too unusual to change.
 */
export function setSourceEnabled(text: string, name: string, isEnabled: boolean): string {
  const list = openSourcesList(text);
  const { index, node } = findSourceNode(list, name);
  const pair = pairOf(node, 'enabled');
  if (pair === undefined && isEnabled) return text;
  const edited = pair === undefined ? addKey(text, node) : replaceValue(text, pair, String(isEnabled));
  const expected = list.values.map((value, position) =>
    position === index && isPlainObject(value) ? { ...value, enabled: isEnabled } : value,
  );
  return verifyEdit(edited, expected, name);
}

function replaceValue(text: string, { key, value }: Pair, replacement: string): string {
  if (!isScalar(key) || !key.range || !isScalar(value) || !value.range) return text;
  const [start, end] = value.range;
  if (start < end) return spliceText(text, start, end, replacement);
  const colon = text.indexOf(':', key.range[1]) + 1;
  return spliceText(text, colon, colon, ` ${replacement}`);
}

function addKey(text: string, node: YAMLMap): string {
  const before = lastOf(node, ['name', 'type']);
  const key = isScalar(before?.key) ? before.key.range : undefined;
  const value = isScalar(before?.value) ? before.value.range : undefined;
  if (!key || !value) return text;
  if (node.flow === true) return spliceText(text, value[1], value[1], ', enabled: false');
  const end = lineEndOf(text, value[1]);
  const indent = ' '.repeat(key[0] - lineStartOf(text, key[0]));
  return spliceText(text, end, end, `${lineEndingOf(text)}${indent}enabled: false`);
}

function lastOf(node: YAMLMap, keys: readonly string[]): Pair | undefined {
  return node.items.findLast(({ key }) => isScalar(key) && keys.includes(String(key.value)));
}
