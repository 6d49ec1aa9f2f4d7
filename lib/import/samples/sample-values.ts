import type { JsonObject, JsonValue } from '../../spec/json-value.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { escapePlaceholders } from '../../spec/placeholders.ts';

/** A text of a query as sources.yml would have it: a number where it is written as one. */
export function paramValue(text: string): JsonValue {
  const number = Number(text);
  return text !== '' && String(number) === text && Number.isSafeInteger(number) ? number : escapePlaceholders(text);
}

/** Pairs as a mapping; a name that comes twice has a list. */
export function paramsOf(pairs: readonly (readonly [string, string])[]): JsonObject {
  const params = new Map<string, JsonValue[]>();
  for (const [name, text] of pairs) params.set(name, [...(params.get(name) ?? []), paramValue(text)]);
  return Object.fromEntries(
    [...params].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  );
}

/** A plain text, from outside, in the spelling of sources.yml. */
export function plainText(text: string): string {
  return text.replaceAll('${', () => '$${');
}

/** Every text of a value in the spelling of sources.yml. */
export function plainJson(value: unknown): JsonValue {
  if (typeof value === 'string') return escapePlaceholders(value);
  if (Array.isArray(value)) return value.map(plainJson);
  if (isPlainObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainJson(item)]));
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? value : null;
}
