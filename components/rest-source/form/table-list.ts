import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import { insertYamlItem } from '#lib/spec/insert-yaml-item.ts';
import type { JsonObject, JsonValue } from '#lib/spec/json-value.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { setYamlValue } from '#lib/spec/set-yaml-value.ts';

export interface TableEntry {
  readonly name: string;
  /** Path as it is written; the name where none is. */
  readonly endpoint: string;
  readonly value: JsonObject;
}

/** The tables of a source as they are written. What is no mapping counts as one without a name. */
export function listTables(text: string, path: KeyPath): TableEntry[] {
  const value = getYamlValue(text, path);
  if (!Array.isArray(value)) return [];
  return value.map((entry: JsonValue) => {
    const table = isObject(entry) ? entry : {};
    const name = textOf(table['name']) ?? '';
    const endpoint = isObject(table['endpoint']) ? table['endpoint']['path'] : table['endpoint'];
    return { name, endpoint: textOf(endpoint) ?? name, value: table };
  });
}

/** A new table at a position, with a name that none has yet. */
export function addTable(text: string, path: KeyPath, index: number, value: JsonObject): string {
  const names = new Set(listTables(text, path).map(({ name }) => name));
  const wanted = textOf(value['name']) ?? 'table';
  let name = wanted;
  for (let number = 2; names.has(name); number += 1) name = `${wanted}_${number}`;
  const entry = { ...value, name };
  return Array.isArray(getYamlValue(text, path))
    ? insertYamlItem(text, path, index, entry)
    : setYamlValue(text, path, [entry]);
}

/** Where a setting of a table is written: inside its `endpoint` when that is a mapping which has it. */
export function settingPath(text: string, table: KeyPath, key: string): KeyPath {
  const endpoint = getYamlValue(text, [...table, 'endpoint']);
  return isObject(endpoint) && Object.hasOwn(endpoint, key) ? [...table, 'endpoint', key] : [...table, key];
}

/** Where the path of a table's endpoint is written. */
export function endpointPath(text: string, table: KeyPath): KeyPath {
  const endpoint = getYamlValue(text, [...table, 'endpoint']);
  return isObject(endpoint) ? [...table, 'endpoint', 'path'] : [...table, 'endpoint'];
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
