import type { JsonValue } from './json-value.ts';
import type { KeyPath } from './key-path.ts';

/** A JSON value that knows where each of its parts was written, because it was made of another text. */
export type TracedValue =
  /** As it is written at `from`, or said by what is written there. */
  | { readonly from: KeyPath; readonly value: JsonValue }
  | { readonly from: KeyPath; readonly fields: Readonly<Record<string, TracedValue>> }
  | { readonly from: KeyPath; readonly items: readonly TracedValue[] };

/** A mapping of traced values; undefined ones are left out. */
export function tracedMapping(
  from: KeyPath,
  fields: Readonly<Record<string, TracedValue | undefined>>,
): TracedValue & { readonly fields: Readonly<Record<string, TracedValue>> } {
  const given = Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return { from, fields: Object.fromEntries(given) };
}

/** The value alone. */
export function plainValue(traced: TracedValue): JsonValue {
  if ('value' in traced) return traced.value;
  if ('items' in traced) return traced.items.map(plainValue);
  return Object.fromEntries(Object.entries(traced.fields).map(([key, inner]) => [key, plainValue(inner)]));
}

/** Where the part of the value at a path was written. */
export function writtenPath(traced: TracedValue, path: KeyPath): KeyPath {
  const [step, ...rest] = path;
  if (step === undefined) return traced.from;
  if ('value' in traced) return [...traced.from, ...path];
  const inner = 'items' in traced ? traced.items[Number(step)] : traced.fields[String(step)];
  return inner === undefined ? traced.from : writtenPath(inner, rest);
}

/** The same value with the places of the text that `source` was made of. @param traced made of `source`. */
export function retrace(traced: TracedValue, source: TracedValue): TracedValue {
  const from = writtenPath(source, traced.from);
  if ('value' in traced) return { from, value: traced.value };
  if ('items' in traced) return { from, items: traced.items.map((item) => retrace(item, source)) };
  const fields = Object.entries(traced.fields).map(([key, inner]) => [key, retrace(inner, source)] as const);
  return { from, fields: Object.fromEntries(fields) };
}
