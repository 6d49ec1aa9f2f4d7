import { isScalar } from 'yaml';
import { DangoError } from '../errors/dango-error.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { jsonAt, jsonWith } from './json-edit.ts';
import { formatKeyPath, type KeyPath } from './key-path.ts';
import { spellKey } from './spell-yaml.ts';
import { spliceText } from './text-lines.ts';
import { cannotEdit, jsonOf, openYaml, verifiedEdit } from './yaml-edit.ts';
import { followPath } from './yaml-place.ts';

/**
 * Gives the key at `path` another name; its value, its quotes and every other byte stay. Throws `usage-invalid` when
 * the name is taken, `config-invalid` when there is no such key or the file is broken or too unusual to change.
 */
export function renameYamlKey(text: string, path: KeyPath, newKey: string): string {
  const before = jsonOf(text);
  const oldKey = path.at(-1);
  const parentPath = path.slice(0, -1);
  const parent = jsonAt(before, parentPath);
  if (oldKey === newKey) return text;
  const { document } = openYaml(text);
  const places = followPath(document, path);
  const key = places.length === path.length ? places.at(-1)?.pair?.key : undefined;
  if (!isPlainObject(parent) || !isScalar(key) || !key.range) throw cannotEdit(path);
  if (Object.hasOwn(parent, newKey)) {
    throw new DangoError(`There is already a key called "${newKey}" beside "${formatKeyPath(path)}"`, {
      code: 'usage-invalid',
      hint: 'Choose another name, or remove the other key first.',
    });
  }
  const edited = spliceText(text, key.range[0], key.range[1], spellKey(newKey, key.type));
  const renamed = Object.fromEntries(
    Object.entries(parent).map(([name, value]) => [name === String(oldKey) ? newKey : name, value]),
  );
  return verifiedEdit(edited, jsonWith(before, parentPath, renamed), path);
}
