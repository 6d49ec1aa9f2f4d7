import { selectFirst } from '../../spec/json-path.ts';
import type { ProcessingStep, Scalar } from '../../spec/processing-step.ts';
import { parseRecordTemplate } from '../../spec/record-template.ts';
import { stringifyExact } from '../../util/exact-json.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { remember } from '../../util/remember.ts';
import { fieldAt, fieldNames, pathTo, withField, withoutField, type Fields } from './change-field.ts';
import { changeValue } from './change-value.ts';
import { holdsCondition } from './holds-condition.ts';

const templateOf = remember(parseRecordTemplate);

/** What the steps make of one record: none, one or several. A record that is no object stands under `value`. */
export function applySteps(steps: readonly ProcessingStep[], record: unknown): readonly unknown[] {
  if (steps.length === 0) return [record];
  let records: readonly Fields[] = [isPlainObject(record) ? record : { value: record }];
  for (const step of steps) records = records.flatMap((one) => applyStep(step, one));
  return records;
}

function applyStep(step: ProcessingStep, record: Fields): readonly Fields[] {
  switch (step.type) {
    case 'filter':
      return step.anyOf.some((condition) => holdsCondition(condition, record)) ? [record] : [];
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
          return value === undefined ? left : withField(left, names, changeValue(value, change));
        }, record),
      ];
    case 'explode':
      return explode(record, fieldNames(step.field));
  }
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

function addField(record: Fields, [field, value]: readonly [string, Scalar]): Fields {
  return withField(record, fieldNames(field), typeof value === 'string' ? fillTemplate(value, record) : value);
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
