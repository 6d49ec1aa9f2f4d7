import { rawJson } from '../../lib/index.ts';

/** A value as text: scalars as they are, lists and objects as JSON with every digit of large integers. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, keepDigits);
}

/** Makes `JSON.stringify` print integers of any size. */
export function keepDigits(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? rawJson(value.toString()) : value;
}
