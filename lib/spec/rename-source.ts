import { isScalar, Scalar } from 'yaml';
import { DangoError } from '../errors/dango-error.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { sourceNamePattern } from './source-spec.ts';
import { findSourceNode, openSourcesList, pairOf, verifyEdit } from './sources-list.ts';
import { spliceText } from './text-lines.ts';

/** Words that YAML reads as something else than text. */
const reservedWords = new Set(['true', 'false', 'null']);

/**
 * Gives a source another name in a sources.yml; every other byte stays, quotes included.
 * Throws `usage-invalid` for a name that is not allowed or taken, `name-unknown` when there is no such source.
 */
export function renameSource(text: string, from: string, to: string): string {
  const list = openSourcesList(text);
  const { index, node } = findSourceNode(list, from);
  if (!sourceNamePattern.test(to)) {
    const hint = 'Use lower-case letters, digits and underscores, a letter first.';
    throw new DangoError(`"${to}" cannot name a source`, { code: 'usage-invalid', hint });
  }
  if (list.values.some((value, position) => position !== index && isPlainObject(value) && value['name'] === to)) {
    const hint = 'Choose another name, or rename the other source first.';
    throw new DangoError(`There is already a source called "${to}"`, { code: 'usage-invalid', hint });
  }
  const value = pairOf(node, 'name')?.value;
  const edited =
    isScalar(value) && value.range ? spliceText(text, value.range[0], value.range[1], spell(value, to)) : text;
  const expected = list.values.map((source, position) =>
    position === index && isPlainObject(source) ? { ...source, name: to } : source,
  );
  return verifyEdit(edited, expected, from);
}

function spell(old: Scalar, name: string): string {
  if (old.type === Scalar.QUOTE_SINGLE) return `'${name}'`;
  return old.type === Scalar.QUOTE_DOUBLE || reservedWords.has(name) ? `"${name}"` : name;
}
