import { ExpressionError } from '../../spec/expression/compile-expression.ts';
import { recordCondition, recordExpression, valueExpression } from '../../spec/expression/known-expressions.ts';
import { selectFirst } from '../../spec/json-path.ts';
import type { Condition, ExpressionText, ProcessingStep, Scalar } from '../../spec/processing-step.ts';
import { parseRecordTemplate } from '../../spec/record-template.ts';
import { stringifyExact } from '../../util/exact-json.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { remember } from '../../util/remember.ts';
import { fieldAt, fieldNames, pathTo, withField, withoutField, type Fields } from './change-field.ts';
import { changeValue } from './change-value.ts';
import { explainStep, type RecordPlace } from './explain-step.ts';
import { holdsCondition } from './holds-condition.ts';

const templateOf = remember(parseRecordTemplate);

/**
 * What the steps make of one record: none, one or several. A record that is no object stands under `value`.
 * @throws DangoError `records-missing` where an expression needs a field that is not there, `response-invalid` where it
 *   cannot be worked out, or gives another kind than it must.
 */
export function applySteps(steps: readonly ProcessingStep[], record: unknown, place?: RecordPlace): readonly unknown[] {
  if (steps.length === 0) return [record];
  let records: readonly Fields[] = [isPlainObject(record) ? record : { value: record }];
  steps.forEach((step, index) => {
    try {
      records = records.flatMap((one) => applyStep(step, one));
    } catch (error) {
      throw error instanceof ExpressionError ? explainStep(error, { step, index, place }) : error;
    }
  });
  return records;
}

function applyStep(step: ProcessingStep, record: Fields): readonly Fields[] {
  switch (step.type) {
    case 'filter':
      return step.anyOf.some((test) => passes(test, record)) ? [record] : [];
    case 'remove':
      return [step.fields.reduce<Fields>((left, field) => withoutField(left, fieldNames(field)), record)];
    case 'keep':
      return [keepFields(record, step.fields)];
    case 'rename':
      return [Object.entries(step.names).reduce(renameField, record)];
    case 'add':
      return [Object.entries(step.values).reduce(addField, record)];
    case 'map':
      return [
        Object.entries(step.changes).reduce<Fields>((left, [field, change]) => {
          const names = fieldNames(field);
          const value = fieldAt(left, names);
          if (value === undefined) return left;
          const changed =
            typeof change === 'string'
              ? changeValue(value, change)
              : valueExpression(change.expression).evaluate({ value, record: left });
          return withField(left, names, changed);
        }, record),
      ];
    case 'explode':
      return explode(record, fieldNames(step.field));
  }
}

function passes(test: Condition | ExpressionText, record: Fields): boolean {
  return 'expression' in test
    ? recordCondition(test.expression).evaluate({ record }) === true
    : holdsCondition(test, record);
}

function keepFields(record: Fields, fields: readonly string[]): Fields {
  let kept: Fields = {};
  for (const names of fields.map(fieldNames)) {
    const value = fieldAt(record, names);
    if (value !== undefined) kept = withField(kept, names, value);
  }
  return kept;
}

function renameField(record: Fields, [from, to]: readonly [string, string]): Fields {
  const names = fieldNames(from);
  const value = fieldAt(record, names);
  return value === undefined ? record : withField(withoutField(record, names), fieldNames(to), value);
}

function addField(record: Fields, [field, value]: readonly [string, Scalar | ExpressionText]): Fields {
  return withField(record, fieldNames(field), valueFor(value, record));
}

function valueFor(value: Scalar | ExpressionText, record: Fields): unknown {
  if (typeof value === 'object') return recordExpression(value.expression).evaluate({ record });
  return typeof value === 'string' ? fillTemplate(value, record) : value;
}

/** A text that is nothing but one field keeps the type of its value; in a longer one a missing field is empty. */
function fillTemplate(text: string, record: Fields): unknown {
  const parts = templateOf(text);
  const read = (path: string): unknown => selectFirst(pathTo(path), record) ?? null;
  const [only] = parts;
  if (parts.length === 1 && only?.type === 'field') return read(only.path);
  return parts.map((part) => (part.type === 'literal' ? part.text : toText(read(part.path)))).join('');
}

function toText(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : stringifyExact(value);
}

function explode(record: Fields, names: readonly string[]): readonly Fields[] {
  const list = fieldAt(record, names);
  if (list === undefined || list === null) return [];
  return Array.isArray(list) ? list.map((item: unknown) => withField(record, names, item)) : [record];
}
