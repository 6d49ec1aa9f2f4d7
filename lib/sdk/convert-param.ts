import { DangoError } from '../errors/dango-error.ts';
import type { ParamDescription } from './describe-params.ts';

/**
 * A value as its parameter wants it. Values that went through the environment are text, so `"10"` serves where the
 * default is a number and `"true"` where it is true or false; a secret is always text.
 * @throws DangoError `config-invalid` when it does not fit the default.
 */
export function convertParam(value: unknown, { key, kind, defaultValue }: ParamDescription, source: string): unknown {
  if (kind === 'required') return value;
  const expected = kind === 'secret' ? 'string' : typeof defaultValue;
  const isNullDefault = defaultValue === null && kind === 'default';
  if (isNullDefault || typeof value === expected) return value;
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'bigint')) return String(value);
  if (expected === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  if (expected === 'number' && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) {
    return Number(value);
  }
  const shown = kind === 'secret' ? '' : ` ${JSON.stringify(value)}`;
  throw new DangoError(
    `Parameter "${key}" of source "${source}" must be a ${expected}, but${shown} is a ${typeof value}.`,
    {
      code: 'config-invalid',
      hint: `Give ${key} a ${expected}.`,
      context: { source, parameter: key },
    },
  );
}
