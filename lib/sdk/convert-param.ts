import { DangoError } from '../errors/dango-error.ts';
import type { ParamDescription } from './describe-params.ts';

const words: Readonly<Record<string, string>> = { string: 'text', number: 'a number', boolean: 'true or false' };

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
  // A secret is not shown, not even a wrong one.
  const found = kind === 'secret' ? '' : `, but it is ${JSON.stringify(value)}`;
  const wanted = words[expected] ?? 'a list or an object';
  throw new DangoError(`Parameter "${key}" of source "${source}" must be ${wanted}${found}.`, {
    code: 'config-invalid',
    hint: `Correct ${key} in function_kwargs, or where its value comes from.`,
    context: { source, parameter: key },
  });
}
