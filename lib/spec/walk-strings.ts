import { isPlainObject } from '../util/plain-object.ts';
import type { KeyPath } from './key-path.ts';

/** Calls `visit` for every text in a value, at any depth; names of fields are not visited. */
export function walkStrings(value: unknown, visit: (text: string, path: KeyPath) => void, path: KeyPath = []): void {
  if (typeof value === 'string') visit(value, path);
  else if (Array.isArray(value)) value.forEach((item, index) => walkStrings(item, visit, [...path, index]));
  else if (isPlainObject(value)) {
    for (const [key, item] of Object.entries(value)) walkStrings(item, visit, [...path, key]);
  }
}

/** A copy of a value with every text in it replaced; names of fields and all other values stay. */
export function mapStrings<Value>(value: Value, replace: (text: string, path: KeyPath) => string): Value {
  // Only texts change, into texts, so the copy has the type of the original.
  return mapValue(value, replace, []) as Value;
}

function mapValue(value: unknown, replace: (text: string, path: KeyPath) => string, path: KeyPath): unknown {
  if (typeof value === 'string') return replace(value, path);
  if (Array.isArray(value)) return value.map((item, index) => mapValue(item, replace, [...path, index]));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapValue(item, replace, [...path, key])]));
}
