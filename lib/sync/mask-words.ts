import { mapStrings } from '../spec/walk-strings.ts';

/** Fields that programs read and that no response or user code fills: masking them could only break them. */
const structural: ReadonlySet<unknown> = new Set(['type', 'code', 'name', 'resource', 'loadId', 'method', 'stream']);

/** A copy of an event or error with secret values replaced in all that is meant for people. */
export function maskWords<Value>(value: Value, mask: (text: string) => string): Value {
  return mapStrings(value, (text, path) => (structural.has(path.at(-1)) ? text : mask(text)));
}
