import { rawJson } from './raw-json.ts';

/** JSON text in which a `bigint` keeps every digit. For Dango's own files and messages. */
export function stringifyExact(value: unknown): string {
  return JSON.stringify(value, (_key, field: unknown) => (typeof field === 'bigint' ? rawJson(String(field)) : field));
}

/** The reverse: integers beyond ±2^53 come back as `bigint`. */
export function parseExact(text: string): unknown {
  const revive = (_key: string, value: unknown, { source }: { source?: string } = {}): unknown => {
    const isRounded = typeof value === 'number' && source !== undefined && !Number.isSafeInteger(value);
    return isRounded && /^-?\d+$/.test(source) ? BigInt(source) : value;
  };
  return JSON.parse(text, revive);
}

/** The same value with the keys of every object in order, so that equal values have equal texts. */
export function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, field]) => [key, withSortedKeys(field)]),
  );
}
