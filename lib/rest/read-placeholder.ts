import { DangoError } from '../errors/dango-error.ts';
import { parseJsonPath, selectFirst } from '../spec/json-path.ts';
import type { JsonValue } from '../spec/json-value.ts';
import type { PlaceholderPart } from '../spec/placeholders.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { listKeys } from '../sdk/records/describe-level.ts';
import type { FillContext } from './fill-context.ts';

export type Placeholder = Exclude<PlaceholderPart, { type: 'literal' }>;

/**
 * The value a placeholder stands for; null where the parent has null, undefined where the cursor has no value yet.
 * @throws DangoError `records-missing` when the parent's record lacks the field.
 */
export function readPlaceholder(part: Placeholder, context: FillContext): JsonValue | undefined {
  switch (part.type) {
    case 'incremental':
      return readCursor(part, context);
    case 'for_each':
      return readValue(part, context);
    case 'resource':
      return readParent(part, context);
  }
}

function readValue({ name, fieldPath, text }: Extract<Placeholder, { type: 'for_each' }>, context: FillContext) {
  const given = context.values?.[name];
  const value = fieldPath === '' ? given : (selectFirst(parseJsonPath(fieldPath), given) as JsonValue | undefined);
  if (value !== undefined) return value;
  const { resource } = context;
  throw new DangoError(`Resource "${resource}" needs ${text}, but for_each has no such value.`, {
    code: 'config-invalid',
    hint: `Correct ${text}, or give every value of "${name}" in for_each this field.`,
    context: { resource, list: name },
  });
}

function readCursor({ attribute }: Extract<Placeholder, { type: 'incremental' }>, { cursor }: FillContext) {
  // The last value moves while records arrive; a request for the second parent would then skip what lies before it.
  if (attribute === 'end_value') return cursor?.endValue;
  return attribute === 'initial_value' ? cursor?.initialValue : cursor?.startValue;
}

function readParent(part: Extract<Placeholder, { type: 'resource' }>, context: FillContext): JsonValue {
  const { recordsAbove = {}, resource } = context;
  const parentRecord = Object.hasOwn(recordsAbove, part.resource) ? recordsAbove[part.resource] : context.parentRecord;
  const value = selectFirst(parseJsonPath(part.fieldPath), parentRecord);
  if (value !== undefined) return value as JsonValue;
  const available = isPlainObject(parentRecord) ? `has ${listKeys(parentRecord)}` : `is ${typeof parentRecord}`;
  throw new DangoError(
    `Resource "${resource}" needs the field "${part.fieldPath}" of each record of "${part.resource}", but one of them ${available}.`,
    {
      code: 'records-missing',
      hint: `Correct ${part.text}, or name a field that every record of "${part.resource}" has.`,
      context: { resource, parent: part.resource, field: part.fieldPath },
    },
  );
}
