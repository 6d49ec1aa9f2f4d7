import { parseInstant } from '../../util/parse-instant.ts';
import { parseExact } from '../../util/exact-json.ts';
import type { ValueChange } from '../../spec/step-words.ts';

/** Numbers above are milliseconds since 1970, others seconds: the one is in 5138, the other was in 1973. */
const firstMilliseconds = 100_000_000_000;

/** A value made into another one; what cannot be stays as it is, so that nothing is lost. */
export function changeValue(value: unknown, change: ValueChange): unknown {
  switch (change) {
    case 'text':
      return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
        ? String(value)
        : value;
    case 'number':
      return typeof value === 'string' ? numberOf(value) : value;
    case 'integer':
      return integerOf(typeof value === 'string' ? numberOf(value) : value);
    case 'boolean':
      return booleanOf(value);
    case 'instant':
      return instantOf(value);
    case 'json':
      return typeof value === 'string' ? jsonOf(value) : value;
    case 'lower':
      return typeof value === 'string' ? value.toLowerCase() : value;
    case 'upper':
      return typeof value === 'string' ? value.toUpperCase() : value;
    case 'trim':
      return typeof value === 'string' ? value.trim() : value;
    case 'null_if_empty':
      return typeof value === 'string' && value.trim() === '' ? null : value;
  }
}

function numberOf(text: string): unknown {
  const trimmed = text.trim();
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(trimmed)) return text;
  const number = Number(trimmed);
  // An integer that a number cannot hold keeps its digits.
  if (/^[+-]?\d+$/.test(trimmed) && !Number.isSafeInteger(number)) return BigInt(trimmed.replace('+', ''));
  return Number.isFinite(number) ? number : text;
}

function integerOf(value: unknown): unknown {
  return typeof value === 'number' && Number.isFinite(value) ? Math.trunc(value) : value;
}

function booleanOf(value: unknown): unknown {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (word === 1 || word === 'true' || word === 'yes' || word === '1') return true;
  return word === 0 || word === 'false' || word === 'no' || word === '0' ? false : value;
}

function instantOf(value: unknown): unknown {
  const isDigits = typeof value === 'string' && /^\d{9,13}$/.test(value);
  if (typeof value === 'string' && !isDigits) {
    const instant = parseInstant(value);
    return instant === undefined || instant.precision === 'month' ? value : new Date(instant.epochMs).toISOString();
  }
  if (typeof value !== 'number' && typeof value !== 'bigint' && !isDigits) return value;
  const number = Number(value);
  const epochMs = Math.abs(number) >= firstMilliseconds ? number : number * 1000;
  return Math.abs(epochMs) <= 8_640_000_000_000_000 ? new Date(epochMs).toISOString() : value;
}

function jsonOf(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    return text;
  }
}
