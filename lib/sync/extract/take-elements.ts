import { encodeOrdinal } from '../../loads/row-id.ts';
import { isPlainObject } from '../../util/plain-object.ts';

/** An element that was taken out of a record. */
export interface TakenElement {
  readonly element: unknown;
  /** Tells it from the others of its record; sorts in their order. */
  readonly within: string;
}

/**
 * Takes the elements of the lists at a path out of a record; lists on the way are passed through. What is no list there
 * stays.
 * @param keys at least one.
 * @returns a copy where something is taken, else the record itself.
 */
export function takeElements(
  record: unknown,
  keys: readonly string[],
): { readonly rest: unknown; readonly taken: readonly TakenElement[] } {
  const taken: TakenElement[] = [];
  const rest = takeFrom(record, keys, '', taken);
  return { rest, taken };
}

function takeFrom(value: unknown, keys: readonly string[], within: string, taken: TakenElement[]): unknown {
  if (Array.isArray(value)) {
    return changed(value, (item, index) => takeFrom(item, keys, placeIn(within, index), taken));
  }
  const [key, ...deeper] = keys;
  if (key === undefined || !isPlainObject(value) || !Object.hasOwn(value, key)) return value;
  const field = value[key];
  if (deeper.length > 0) {
    const after = takeFrom(field, deeper, within, taken);
    return after === field ? value : { ...value, [key]: after };
  }
  if (!Array.isArray(field)) return value;
  const items: readonly unknown[] = field;
  for (const [index, element] of items.entries()) taken.push({ element, within: placeIn(within, index) });
  const { [key]: _taken, ...rest } = value;
  return rest;
}

function changed(list: readonly unknown[], change: (item: unknown, index: number) => unknown): readonly unknown[] {
  const after = list.map(change);
  return after.every((item, index) => item === list[index]) ? list : after;
}

function placeIn(within: string, index: number): string {
  return `${within}.${encodeOrdinal(index)}`;
}
