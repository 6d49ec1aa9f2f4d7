import { selectFirst } from '../../spec/json-path.ts';
import { ExpressionError } from '../../spec/expression/compile-expression.ts';
import { recordCondition, recordExpression, valueExpression } from '../../spec/expression/known-expressions.ts';
import type { Condition, ExpressionText, ProcessingStep, Scalar } from '../../spec/processing-step.ts';
import { parseRecordTemplate } from '../../spec/record-template.ts';
import { pathTo, type Fields } from '../../sdk/records/change-field.ts';
import {
  changeFields,
  explodeField,
  keepFields,
  removeFields,
  renameFields,
  setFields,
  textAt,
} from '../../sdk/records/change-record.ts';
import { fieldsOf } from '../../sdk/records/fields-of.ts';
import { holdsCondition } from '../../sdk/records/holds-condition.ts';
import { remember } from '../../util/remember.ts';
import { explainStep, type RecordPlace } from './explain-step.ts';

const templateOf = remember(parseRecordTemplate);

/**
 * What the steps make of one record: none, one or several. A record that is no object stands under `value`.
 * @throws DangoError `records-missing` where an expression needs a field that is not there, `response-invalid` where it
 *   cannot be worked out, or gives another kind than it must.
 */
export function applySteps(steps: readonly ProcessingStep[], record: unknown, place?: RecordPlace): readonly unknown[] {
  if (steps.length === 0) return [record];
  let records: readonly Fields[] = [fieldsOf(record)];
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
      return [removeFields(record, ...step.fields)];
    case 'keep':
      return [keepFields(record, ...step.fields)];
    case 'rename':
      return [renameFields(record, step.names)];
    case 'add':
      return [
        setFields(
          record,
          mapValues(step.values, (value) => (left: Fields) => valueFor(value, left)),
        ),
      ];
    case 'map':
      return [
        changeFields(
          record,
          mapValues(step.changes, (change) =>
            typeof change === 'string'
              ? change
              : (value: unknown, left: Fields) => valueExpression(change.expression).evaluate({ value, record: left }),
          ),
        ),
      ];
    case 'explode':
      return explodeField(record, step.field);
  }
}

function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

function passes(test: Condition | ExpressionText, record: Fields): boolean {
  return 'expression' in test
    ? recordCondition(test.expression).evaluate({ record }) === true
    : holdsCondition(test, record);
}

function valueFor(value: Scalar | ExpressionText, record: Fields): unknown {
  if (typeof value === 'object') return recordExpression(value.expression).evaluate({ record });
  return typeof value === 'string' ? fillTemplate(value, record) : value;
}

/** A text that is nothing but one field keeps the type of its value; in a longer one a missing field is empty. */
function fillTemplate(text: string, record: Fields): unknown {
  const parts = templateOf(text);
  const [only] = parts;
  if (parts.length === 1 && only?.type === 'field') return selectFirst(pathTo(only.path), record) ?? null;
  return parts.map((part) => (part.type === 'literal' ? part.text : textAt(record, part.path))).join('');
}
