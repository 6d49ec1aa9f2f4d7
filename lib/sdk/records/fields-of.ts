import { isPlainObject } from '../../util/plain-object.ts';
import type { Fields } from './change-field.ts';

/** A record as an object: one that is none counts as one with the field `value`, as in its table. */
export function fieldsOf(record: unknown): Fields {
  return isPlainObject(record) ? record : { value: record };
}
