import { DangoError } from '../errors/dango-error.ts';
import { parseJsonPath, selectFirst, type JsonPath } from '../spec/json-path.ts';
import type { JsonValue } from '../spec/json-value.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { remember } from '../util/remember.ts';
import { fieldsOf } from './records/fields-of.ts';
import { listKeys } from './records/describe-level.ts';

const pathOf = remember((path): JsonPath => parseJsonPath(path));

/** A record lacks a field that a request needs. */
export class FieldMissing extends DangoError {
  override readonly name: string = 'FieldMissing';
  readonly field: string;
  /** What the record is or has, for a sentence. */
  readonly found: string;

  constructor(field: string, record: unknown) {
    const found = isPlainObject(record) ? `has ${listKeys(record)}` : `is ${typeof record}`;
    super(`The field "${field}" is needed, but the record ${found}.`, {
      code: 'records-missing',
      hint: 'Name a field that every record has, or give fieldOf() what stands for a missing one.',
      context: { field },
    });
    this.field = field;
    this.found = found;
  }
}

/**
 * What stands at a path in a record, such as `owner.login`. It may be null.
 * @param otherwise what stands for a field that is not there. Default: none, that is an error; in a transformer with
 *   `onChildError: 'skip'` the record of `from` is left out then.
 * @throws DangoError `records-missing` for a record without the field.
 */
export function fieldOf(record: unknown, path: string, ...otherwise: readonly [] | readonly [JsonValue]): JsonValue {
  const value = selectFirst(pathOf(path), fieldsOf(record)) as JsonValue | undefined;
  if (value !== undefined) return value;
  const [fallback] = otherwise;
  if (fallback === undefined) throw new FieldMissing(path, record);
  return fallback;
}
