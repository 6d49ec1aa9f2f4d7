import { LosslessNumber, parse } from 'lossless-json';

/** JSON as it is written: numbers keep their digits. Undefined for a text that is no JSON. */
export function parseTree(text: string): { readonly value: unknown } | undefined {
  try {
    return {
      value: parse(text, null, {
        parseNumber: (digits) => new LosslessNumber(digits),
        onDuplicateKey: ({ newValue }) => newValue,
      }),
    };
  } catch {
    return undefined;
  }
}

/** A number as written, or undefined for anything else. */
export function numberText(value: unknown): string | undefined {
  if (value instanceof LosslessNumber) return value.value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}
