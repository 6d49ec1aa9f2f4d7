import type { JsonValue } from '../spec/json-value.ts';

/** Every combination of one value from each list, by the lists' names; the last list changes fastest. */
export function combineValues(
  lists: Readonly<Record<string, readonly JsonValue[]>>,
): readonly Readonly<Record<string, JsonValue>>[] {
  let combinations: readonly Readonly<Record<string, JsonValue>>[] = [{}];
  for (const [name, values] of Object.entries(lists)) {
    combinations = combinations.flatMap((combination) => values.map((value) => ({ ...combination, [name]: value })));
  }
  return combinations;
}
