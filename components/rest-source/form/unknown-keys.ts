import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import type { SchemaField } from '#lib/spec/schema-fields.ts';

/** What is written there and no field stands for. */
export function unknownKeys(text: string, path: KeyPath, fields: readonly SchemaField[]): string[] {
  const value = getYamlValue(text, path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const known = new Set(fields.map(({ key }) => key));
  return Object.keys(value).filter((key) => !known.has(key));
}
