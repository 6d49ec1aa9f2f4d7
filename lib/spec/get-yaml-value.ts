import { jsonAt } from './json-edit.ts';
import type { JsonValue } from './json-value.ts';
import type { KeyPath } from './key-path.ts';
import { recallValue } from './recall-yaml.ts';

/**
 * The value at a path as JSON, aliases and merge keys resolved; undefined when there is none. Never throws: of a broken
 * text it tells what can be read.
 */
export function getYamlValue(text: string, path: KeyPath): JsonValue | undefined {
  return jsonAt(recallValue(text, '.dango/sources.yml').value, path) as JsonValue | undefined;
}
