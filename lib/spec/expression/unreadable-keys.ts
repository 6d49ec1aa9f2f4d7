import { isPlainObject } from '../../util/plain-object.ts';

/** The library tells objects by their constructor, and a record may have a field of that name. */
const unreadable = 'constructor';

/** Whether an object anywhere in a value has a field that the library would stumble over. */
export function hasUnreadableKey(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasUnreadableKey);
  if (!isPlainObject(value)) return false;
  return Object.hasOwn(value, unreadable) || Object.values(value).some(hasUnreadableKey);
}

/** The value with maps in the place of objects, in which every field can be read. */
export function toMaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toMaps);
  if (!isPlainObject(value)) return value;
  return new Map(Object.entries(value).map(([key, field]) => [key, toMaps(field)]));
}
