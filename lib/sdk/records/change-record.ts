import { selectFirst } from '../../spec/json-path.ts';
import type { Condition, Scalar } from '../../spec/processing-step.ts';
import type { ConditionOperator, ValueChange } from '../../spec/step-words.ts';
import type { JsonValue } from '../../spec/json-value.ts';
import { stringifyExact } from '../../util/exact-json.ts';
import { fieldAt, fieldNames, pathTo, withField, withoutField, type Fields } from './change-field.ts';
import { changeValue } from './change-value.ts';
import { evaluateCondition } from './evaluate.ts';
import { fieldsOf } from './fields-of.ts';
import { holdsCondition } from './holds-condition.ts';

// What is done to records on their way into a table. No record is changed: each function gives a new one. Fields are named
// by their paths, such as `customer.id`. A record that is no object counts as one with the field `value`, as in its table.

/** What a condition asks of a field. */
export interface FieldCondition {
  readonly field: string;
  /** Default: `in` for a list, `exists` without a value, else `equals`. */
  readonly op?: ConditionOperator | undefined;
  readonly value?: Scalar | readonly Scalar[] | undefined;
}

/**
 * Whether a record meets one of the conditions: an expression such as `record.total > 10`, or what a field must be. Numbers
 * compare as numbers, two ISO instants or dates as instants. What is missing, null or of another type equals nothing and
 * has no order.
 * @throws DangoError `records-missing` where an expression needs a field that is not there.
 */
export function meets(record: unknown, ...conditions: readonly (string | FieldCondition)[]): boolean {
  const fields = fieldsOf(record);
  return conditions.some((condition) =>
    typeof condition === 'string'
      ? evaluateCondition(condition, fields)
      : holdsCondition(withOperator(condition), fields),
  );
}

function withOperator({ field, op, value }: FieldCondition): Condition {
  const usual = Array.isArray(value) ? 'in' : value === undefined ? 'exists' : 'equals';
  return { field, op: op ?? usual, value };
}

/** A record without some of its fields. */
export function removeFields(record: unknown, ...paths: readonly string[]): Fields {
  return paths.reduce((left, path) => withoutField(left, fieldNames(path)), fieldsOf(record));
}

/** A record with nothing but some of its fields; those that it lacks stay away. */
export function keepFields(record: unknown, ...paths: readonly string[]): Fields {
  const fields = fieldsOf(record);
  let kept: Fields = {};
  for (const names of paths.map(fieldNames)) {
    const value = fieldAt(fields, names);
    if (value !== undefined) kept = withField(kept, names, value);
  }
  return kept;
}

/** A record whose fields have other names: `{ 'user.name': 'author' }`. Those that it lacks are passed over. */
export function renameFields(record: unknown, names: Readonly<Record<string, string>>): Fields {
  return Object.entries(names).reduce((left, [from, to]) => {
    const steps = fieldNames(from);
    const value = fieldAt(left, steps);
    return value === undefined ? left : withField(withoutField(left, steps), fieldNames(to), value);
  }, fieldsOf(record));
}

/** What a field is set to. A function makes it of the record, in which the fields before it are set already. */
export type FieldValue = JsonValue | ((record: Fields) => unknown);

/** A record with fields set; objects on the way to them are made. */
export function setFields(record: unknown, values: Readonly<Record<string, FieldValue>>): Fields {
  return Object.entries(values).reduce(
    (left, [path, value]) => withField(left, fieldNames(path), typeof value === 'function' ? value(left) : value),
    fieldsOf(record),
  );
}

/**
 * A record with changed values. A word says what they become (`instant` of seconds or milliseconds since 1970, `json` of a
 * text); what cannot be changed so stays as it is. A function makes the new value of the old one, and of the record.
 * Fields that the record lacks are passed over.
 */
export function changeFields(
  record: unknown,
  changes: Readonly<Record<string, ValueChange | ((value: unknown, record: Fields) => unknown)>>,
): Fields {
  return Object.entries(changes).reduce((left, [path, change]) => {
    const names = fieldNames(path);
    const value = fieldAt(left, names);
    if (value === undefined) return left;
    return withField(left, names, typeof change === 'function' ? change(value, left) : changeValue(value, change));
  }, fieldsOf(record));
}

/** One record for each item of a list, with the other fields beside it; none where the list is empty or missing. */
export function explodeField(record: unknown, path: string): readonly Fields[] {
  const fields = fieldsOf(record);
  const names = fieldNames(path);
  const list = fieldAt(fields, names);
  if (list === undefined || list === null) return [];
  return Array.isArray(list) ? list.map((item: unknown) => withField(fields, names, item)) : [fields];
}

/** What stands at a path, as a text; empty where nothing does. */
export function textAt(record: unknown, path: string): string {
  const value = selectFirst(pathTo(path), fieldsOf(record)) ?? null;
  if (value === null) return '';
  return typeof value === 'string' ? value : stringifyExact(value);
}
