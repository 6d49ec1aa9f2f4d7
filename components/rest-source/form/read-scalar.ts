import type { JsonValue } from '#lib/spec/json-value.ts';

/** What was typed into a field that takes any plain value: numbers and true/false as such, all else as text. */
export function readScalar(typed: string): string | number | boolean {
  if (typed === 'true' || typed === 'false') return typed === 'true';
  const number = Number(typed);
  return typed !== '' && String(number) === typed && Number.isFinite(number) ? number : typed;
}

/** A plain value as a field shows it; undefined for a mapping or list. */
export function showScalar(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? undefined : String(value);
}
