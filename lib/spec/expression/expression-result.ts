import { Optional } from '@marcbachmann/cel-js';
import { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator';
import { isPlainObject } from '../../util/plain-object.ts';

/**
 * What an expression gave, as JSON: whole numbers that a number can hold are numbers, an instant is an ISO text in UTC, a
 * length of time a number of seconds, an optional that holds nothing null.
 * @throws Error with what it is where JSON has no form for it.
 */
export function toJsonResult(value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    throw new Error(`it gives ${String(value)}, which is no number that JSON has`);
  }
  if (Array.isArray(value)) return value.map(toJsonResult);
  if (value instanceof Map) return fromEntries([...value]);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Optional) return value.hasValue() ? toJsonResult(value.value()) : null;
  if (value instanceof Uint8Array) throw new Error('it gives bytes; make a text of them with string(…) or .base64()');
  if (!isPlainObject(value)) throw new Error('it gives nothing that JSON has a form for');
  if (value instanceof UnsignedInt) return toJsonResult(value.valueOf());
  if (value instanceof Duration) return value.valueOf() / 1000;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new Error('it gives a type, not a value');
  return fromEntries(Object.entries(value));
}

function fromEntries(entries: readonly (readonly [unknown, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries.map(([key, field]) => [String(key), toJsonResult(field)]));
}
