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
  return part.type === 'incremental' ? readCursor(part, context) : readParent(part, context);
}

function readCursor({ attribute }: Extract<Placeholder, { type: 'incremental' }>, { cursor }: FillContext) {
  // The last value moves while records arrive; a request for the second parent would then skip what lies before it.
  return attribute === 'initial_value' ? cursor?.initialValue : cursor?.startValue;
}

function readParent(part: Extract<Placeholder, { type: 'resource' }>, context: FillContext): JsonValue {
  const { parentRecord, resource } = context;
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
