import { isPlainObject } from '../util/plain-object.ts';
import type { SecretStore } from './secret-store.ts';

/** Every text and number in secrets.toml, at any depth. */
export function valuesOfSecretsFile({ secrets }: SecretStore): string[] {
  const values: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') values.push(String(value));
    else if (Array.isArray(value)) value.forEach(collect);
    else if (isPlainObject(value)) Object.values(value).forEach(collect);
  };
  collect(secrets);
  return values;
}

/**
 * The values that are masked wherever they appear, longest first, so that a value that contains another is masked
 * whole. Values shorter than 4 characters are left out: masking them would make every text unreadable.
 */
export function maskableValues(values: Iterable<string>): string[] {
  return [...new Set(values)].filter((value) => value.length >= 4).sort((left, right) => right.length - left.length);
}
