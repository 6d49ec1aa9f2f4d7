import { parseRecordTemplate } from '../record-template.ts';
import { toCondition } from '../to-processing-steps.ts';
import type { Condition, ExpressionText, ProcessingStep, Scalar } from '../processing-step.ts';
import { arrow, call, callArguments, object, other, type Code, type Entry } from './code.ts';
import { hasMark } from './lifted-values.ts';
import type { Layout } from './layout.ts';
import type { ValueWriter } from './value-writer.ts';

/** `.addFilter(…)`, `.addMap(…)`: the changes of the records in their order. `row` is what a record is called. */
export function writeSteps(steps: readonly ProcessingStep[], row: string, writer: ValueWriter): readonly Layout[] {
  const param = `(${row})`;
  const map = (body: Code): Layout => ['.addMap', callArguments([arrow(param, body)])];
  return steps.map((step): Layout => {
    switch (step.type) {
      case 'filter':
        return ['.addFilter', callArguments([arrow(param, writeFilter(step.anyOf, row, writer))])];
      case 'remove':
        return map(withTexts(writer.sdk('removeFields'), row, step.fields, writer));
      case 'keep':
        return map(withTexts(writer.sdk('keepFields'), row, step.fields, writer));
      case 'rename':
        return map(call(writer.sdk('renameFields'), [other(row), writer.json(step.names)]));
      case 'add':
        return map(writeAdd(step.values, row, writer));
      case 'map':
        return map(writeMap(step.changes, row, writer));
      case 'explode':
        return [
          '.addYieldMap',
          callArguments([arrow(param, withTexts(writer.sdk('explodeField'), row, [step.field], writer))]),
        ];
    }
  });
}

function withTexts(callee: string, row: string, texts: readonly string[], writer: ValueWriter): Code {
  return call(callee, [other(row), ...texts.map((text) => writer.text(text))]);
}

function writeFilter(anyOf: readonly (Condition | ExpressionText)[], row: string, writer: ValueWriter): Code {
  const [only] = anyOf;
  if (anyOf.length === 1 && only !== undefined && !('expression' in only)) {
    const plain = plainCondition(only, row);
    if (plain !== undefined) return other(plain);
  }
  const conditions = anyOf.map((test) =>
    'expression' in test ? writer.text(test.expression) : writer.json(shortCondition(test)),
  );
  return call(writer.sdk('meets'), [other(row), ...conditions]);
}

/** Without the operator that counts anyway. */
function shortCondition({ field, op, value }: Condition): object {
  const isUsual = toCondition({ field, value: value as Scalar }).op === op;
  return { field, op: isUsual ? undefined : op, value };
}

/** `order.status === 'paid'`, where the language compares as a condition does; undefined where it may not. */
function plainCondition({ field, op, value }: Condition, row: string): string | undefined {
  if (!/^[A-Za-z_]\w*$/.test(field) || Array.isArray(value)) return undefined;
  const access = `${row}.${field}`;
  const isTrue = value === true || value === false;
  const isWord = typeof value === 'string' && /^[A-Za-z][\w ]*$/.test(value) && !hasMark(value);
  if (op === 'equals' && (isTrue || isWord)) return `${access} === ${isWord ? `'${value}'` : String(value)}`;
  return undefined;
}

function writeAdd(values: Readonly<Record<string, Scalar | ExpressionText>>, row: string, writer: ValueWriter): Code {
  const made = Object.entries(values).map(([path, value], index): Entry => {
    // What is worked out sees the fields that were set before it.
    const record = index === 0 ? row : 'record';
    const code =
      typeof value === 'object'
        ? call(writer.sdk('evaluate'), [writer.text(value.expression), other(record)])
        : writeTemplate(value, record, writer);
    const isWorkedOut = typeof value === 'object' || hasFields(value);
    return [path, isWorkedOut && index > 0 ? arrow('(record)', code) : code];
  });
  return call(writer.sdk('setFields'), [other(row), object(made)]);
}

function hasFields(value: Scalar): boolean {
  return typeof value === 'string' && parseRecordTemplate(value).some((part) => part.type === 'field');
}

/** A text with fields of the record in it, see `parseRecordTemplate`. */
function writeTemplate(value: Scalar, record: string, writer: ValueWriter): Code {
  if (typeof value !== 'string' || !hasFields(value)) return writer.json(value);
  const parts = parseRecordTemplate(value);
  const [only] = parts;
  if (parts.length === 1 && only?.type === 'field') {
    return call(writer.sdk('fieldOf'), [other(record), writer.text(only.path), other('null')]);
  }
  const inner = parts.map((part) =>
    part.type === 'literal'
      ? writer.template(part.text)
      : ['${', writer.sdk('textAt'), `(${record}, `, writer.text(part.path).layout, ')}'],
  );
  return other(['`', inner, '`']);
}

function writeMap(
  changes: Extract<ProcessingStep, { type: 'map' }>['changes'],
  row: string,
  writer: ValueWriter,
): Code {
  const entries = Object.entries(changes).map(([path, change]): Entry => {
    if (typeof change === 'string') return [path, writer.text(change)];
    const { expression } = change;
    const evaluated = call(writer.sdk('evaluate'), [writer.text(expression), other('record'), other('value')]);
    return [path, arrow('(value, record)', evaluated)];
  });
  return call(writer.sdk('changeFields'), [other(row), object(entries)]);
}
