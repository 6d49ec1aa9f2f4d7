import { checkExpression } from './expression/check-expression.ts';
import { recordCondition, recordExpression, valueExpression } from './expression/known-expressions.ts';
import { findingOf } from './finding-of.ts';
import { flattenResource, originOf } from './flat-resource.ts';
import { parseJsonPath } from './json-path.ts';
import type { KeyPath } from './key-path.ts';
import { toCondition } from './to-processing-steps.ts';
import { parseRecordTemplate } from './record-template.ts';
import type { Finding } from './source-issue.ts';
import type { RestApiSpec } from './source-spec.ts';
import type { StepSpec } from './steps-spec.ts';

const withoutValue: ReadonlySet<string> = new Set(['exists', 'missing']);
const withList: ReadonlySet<string> = new Set(['in', 'not_in']);

/** Checks the `steps` and `columns` of one resource: one change each, paths that lead to a field, values that fit. */
export function checkSteps(spec: RestApiSpec, index: number): Finding[] {
  const resource = spec.resources[index];
  if (resource === undefined) return [];
  const { steps = [], columns = {} } = flattenResource(resource, spec.resource_defaults);
  const at = originOf(spec, index, 'steps');
  return [
    ...steps.flatMap((step, position) => checkStep(step, [...at, position])),
    ...Object.keys(columns).flatMap((field) => checkField(field, [...originOf(spec, index, 'columns'), field], 'key')),
  ];
}

function checkStep(step: StepSpec, at: KeyPath): Finding[] {
  const keys = Object.keys(step);
  if (keys.length !== 1) {
    const found = keys.length === 0 ? 'this one has none' : `this one has ${keys.join(', ')}`;
    return [
      { path: at, message: `A step has one change, and ${found}`, hint: 'Write each change as a step of its own.' },
    ];
  }
  const { filter, remove, keep, rename = {}, add = {}, map = {}, explode } = step;
  const placed = (key: string, fields: string | readonly string[] = []): Finding[] =>
    typeof fields === 'string'
      ? checkField(fields, [...at, key])
      : fields.flatMap((field, position) => checkField(field, [...at, key, position]));
  return [
    ...checkFilter(filter, [...at, 'filter']),
    ...placed('remove', remove),
    ...placed('keep', keep),
    ...placed('explode', explode),
    ...Object.entries(rename).flatMap(([from, to]) => [
      ...checkField(from, [...at, 'rename', from], 'key'),
      ...checkField(to, [...at, 'rename', from]),
    ]),
    ...Object.entries(add).flatMap(([field, value]) => [
      ...checkField(field, [...at, 'add', field], 'key'),
      ...(typeof value === 'string' ? asList(findingOf([...at, 'add', field], () => parseRecordTemplate(value))) : []),
      ...(typeof value === 'object'
        ? checkExpression(value.expression, [...at, 'add', field, 'expression'], recordExpression)
        : []),
    ]),
    ...Object.entries(map).flatMap(([field, change]) => [
      ...checkField(field, [...at, 'map', field], 'key'),
      ...(typeof change === 'object'
        ? checkExpression(change.expression, [...at, 'map', field, 'expression'], valueExpression)
        : []),
    ]),
  ];
}

function checkFilter(filter: StepSpec['filter'], at: KeyPath): Finding[] {
  if (filter === undefined) return [];
  const conditions = Array.isArray(filter) ? filter : [filter];
  return conditions.flatMap((one, position) => {
    const path = Array.isArray(filter) ? [...at, position] : at;
    if (typeof one === 'string') return checkExpression(one, path, recordCondition);
    const { op, value, field } = toCondition(one);
    const findings = asList(findingOf([...path, 'field'], () => parseJsonPath(field)));
    if (withoutValue.has(op) && value !== undefined) {
      findings.push({ path: [...path, 'value'], message: `"${op}" is compared with nothing`, hint: 'Remove value.' });
    } else if (!withoutValue.has(op) && value === undefined) {
      findings.push({ path, message: `"${op}" needs a value`, hint: 'Add value.' });
    } else if (withList.has(op) !== Array.isArray(value) && value !== undefined) {
      const message = withList.has(op) ? `"${op}" needs a list of values` : `"${op}" needs one value, not a list`;
      findings.push({
        path: [...path, 'value'],
        message,
        hint: 'Use in or not_in for a list, another op for one value.',
      });
    }
    return findings;
  });
}

/** Only names lead to a field that can be set; `[0]` and `[*]` do not. */
function checkField(field: string, path: KeyPath, part: 'key' | 'value' = 'value'): Finding[] {
  const finding = findingOf(path, () => parseJsonPath(field));
  if (finding !== undefined) return [{ ...finding, part }];
  const { steps } = parseJsonPath(field);
  if (steps.length > 0 && steps.every(({ type }) => type === 'name')) return [];
  return [
    {
      path,
      part,
      message: `"${field}" leads to no field of its own`,
      hint: 'Name a field, such as id or customer.id.',
    },
  ];
}

function asList(finding: Finding | undefined): Finding[] {
  return finding === undefined ? [] : [finding];
}
