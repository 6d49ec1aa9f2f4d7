import { DangoError } from '../errors/dango-error.ts';
import { listKeys } from '../sdk/records/describe-level.ts';
import { parseJsonPath, selectFirst } from '../spec/json-path.ts';
import type { RestResource } from '../spec/rest-source.ts';
import { isPlainObject } from '../util/plain-object.ts';
import type { FillContext } from './fill-context.ts';

/**
 * The fields that every record of one series gets from its parent, named `_<parent>_<field>`, and from the values it
 * is read for, named `_for_each_<name>`.
 * @throws DangoError `records-missing` when the parent's record lacks a field.
 */
export function includedFields(
  { name, parent, includeFromParent = [] }: RestResource,
  { parentRecord, values = {} }: Pick<FillContext, 'parentRecord' | 'values'>,
): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for (const field of includeFromParent) {
    if (Object.hasOwn(values, field)) {
      fields[`_for_each_${field}`] = values[field];
      continue;
    }
    const value = selectFirst(parseJsonPath(field), parentRecord);
    if (value === undefined) throw missingField(name, parent ?? '', field, parentRecord);
    fields[`_${parent}_${field}`] = value;
  }
  return fields;
}

/** A record with further fields behind its own; one that is no object stands under `value`, as in its table. */
export function withFields(record: unknown, fields: Readonly<Record<string, unknown>>): unknown {
  return isPlainObject(record) ? { ...record, ...fields } : { value: record, ...fields };
}

function missingField(resource: string, parent: string, field: string, record: unknown): DangoError {
  const available = isPlainObject(record) ? `has ${listKeys(record)}` : `is ${typeof record}`;
  return new DangoError(
    `Resource "${resource}" includes the field "${field}" of each record of "${parent}", but one of them ${available}.`,
    {
      code: 'records-missing',
      hint: `Correct include_from_parent, or name a field that every record of "${parent}" has.`,
      context: { resource, parent, field },
    },
  );
}
