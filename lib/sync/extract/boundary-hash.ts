import { createHash } from 'node:crypto';
import { stringifyExact, withSortedKeys } from '../../util/exact-json.ts';

/**
 * dlt's hash of a row at the cursor's boundary: of its primary key, or of the whole record where there is none.
 * @param key values of the primary key; empty for none.
 */
export function boundaryHash(record: unknown, key: readonly unknown[]): string {
  const value = key.length === 0 ? withSortedKeys(record) : key.length === 1 ? key[0] : key;
  return createHash('shake128', { outputLength: 15 })
    .update(stringifyExact(value))
    .digest('base64')
    .replaceAll('=', '');
}
