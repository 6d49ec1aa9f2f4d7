import { DangoError } from '../errors/dango-error.ts';
import { formatKeyPath, type KeyPath } from './key-path.ts';
import { getYamlValue } from './get-yaml-value.ts';
import { setYamlExcerpt } from './yaml-excerpt.ts';
import { setYamlValue } from './set-yaml-value.ts';

/**
 * Adds a key whose value is a piece of YAML, with the comments and the spelling that it has. Every other byte stays.
 * Throws `config-invalid` when the piece cannot be read or the key cannot be added, `usage-invalid` when it is there.
 */
export function startYaml(text: string, path: KeyPath, excerpt: string): string {
  if (getYamlValue(text, path) !== undefined) {
    throw new DangoError(`There is already a value at "${formatKeyPath(path)}"`, {
      code: 'usage-invalid',
      hint: 'Change it where it is written.',
    });
  }
  // Any word that is written as it is: the piece takes its place.
  return setYamlExcerpt(setYamlValue(text, path, 'x'), path, excerpt);
}
