import { DangoError } from '../errors/dango-error.ts';
import { fieldsOf } from '../sdk/records/fields-of.ts';
import { listKeys } from '../sdk/records/describe-level.ts';
import { parseJsonPath, selectFirst } from '../spec/json-path.ts';
import { parentField } from '../spec/parent-field.ts';
import type { RestResource } from '../spec/rest-source.ts';
import { isPlainObject } from '../util/plain-object.ts';
import type { FillContext } from './fill-context.ts';

/**
 * The fields that every record of one series gets from its parent, named `_<parent>_<field>`, and from the values it
 * is read for, named `_for_each_<name>`.
 * @throws DangoError `records-missing` when the parent's record lacks a field.
 */
export function includedFields(
  { name, parent, crossWith = [], includeFromParent = [] }: RestResource,
  { parentRecord, recordsAbove = {}, values = {} }: Pick<FillContext, 'parentRecord' | 'recordsAbove' | 'values'>,
): Readonly<Record<string, unknown>> {
  const parents = [...(parent === undefined ? [] : [parent]), ...crossWith];
  const fields: Record<string, unknown> = {};
  for (const field of includeFromParent) {
    if (Object.hasOwn(values, field)) {
      fields[`_for_each_${field}`] = values[field];
      continue;
    }
    const found = parentField(field, parents);
    const owner = found?.parent ?? '';
    const path = found?.field ?? field;
    const record = Object.hasOwn(recordsAbove, owner) ? recordsAbove[owner] : parentRecord;
    const value = selectFirst(parseJsonPath(path), record);
    if (value === undefined) throw missingField(name, owner, path, record);
    fields[`_${owner}_${path}`] = value;
  }
  return fields;
}

/** A record with further fields behind its own; one that is no object stands under `value`, as in its table. */
export function withIncluded(record: unknown, fields: Readonly<Record<string, unknown>>): unknown {
  return Object.keys(fields).length === 0 ? record : { ...fieldsOf(record), ...fields };
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
