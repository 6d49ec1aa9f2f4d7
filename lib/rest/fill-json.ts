import type { JsonObject, JsonValue } from '../spec/json-value.ts';
import type { FillContext } from './fill-context.ts';
import { fillValue } from './fill-text.ts';

/** A JSON value with its placeholders filled, at any depth. A field whose cursor has no value yet is left out. */
export function fillJson(value: JsonValue, context: FillContext): JsonValue | undefined {
  if (typeof value === 'string') return fillValue(value, context);
  if (isList(value)) return value.map((item) => fillJson(item, context) ?? null);
  return typeof value === 'object' && value !== null ? fillObject(value, context) : value;
}

/** The same for the fields of an object. */
export function fillObject(object: JsonObject, context: FillContext): JsonObject {
  const filled: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(object)) {
    const inner = fillJson(value, context);
    if (inner !== undefined) filled[name] = inner;
  }
  return filled;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
