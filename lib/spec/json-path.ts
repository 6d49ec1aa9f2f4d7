import { isPlainObject } from '../util/plain-object.ts';
import { passesTest } from './json-path-test.ts';
import type { JsonPath, JsonPathStep } from './json-path-step.ts';

export type { JsonPath } from './json-path-step.ts';
export { parseJsonPath } from './parse-json-path.ts';

/** Every value that the path leads to, in document order; empty when there is none. */
export function selectAll(path: JsonPath, value: unknown): unknown[] {
  return takeSteps(path.steps, value, value);
}

/** The first value that the path leads to; undefined when there is none. A null that is there is null. */
export function selectFirst(path: JsonPath, value: unknown): unknown {
  // Runs for every record, so it makes no lists where the path names one place only.
  let current = value;
  for (const step of path.steps) {
    if (step.type === 'name') current = field(current, step.name);
    else if (step.type === 'index') current = item(current, step.index);
    else return selectAll(path, value)[0];
    if (current === undefined) return undefined;
  }
  return current;
}

/** How many of the first steps name one place each. */
export function countPlainSteps({ steps }: JsonPath): number {
  const open = steps.findIndex((step) => step.type !== 'name' && step.type !== 'index');
  return open === -1 ? steps.length : open;
}

function takeSteps(steps: readonly JsonPathStep[], value: unknown, root: unknown): unknown[] {
  let values = [value];
  for (const step of steps) values = values.flatMap((current) => takeStep(step, current, root));
  return values;
}

function takeStep(step: JsonPathStep, value: unknown, root: unknown): readonly unknown[] {
  switch (step.type) {
    case 'name':
    case 'index': {
      const found = step.type === 'name' ? field(value, step.name) : item(value, step.index);
      return found === undefined ? [] : [found];
    }
    case 'every':
      return valuesOf(value);
    case 'slice':
      return Array.isArray(value) ? slice(value, step) : [];
    case 'union':
      return step.steps.flatMap((one) => takeStep(one, value, root));
    case 'filter':
      return valuesOf(value).filter((one) =>
        passesTest(step.test, ({ isFromRoot, steps }) => takeSteps(steps, isFromRoot ? root : one, root)),
      );
    case 'descend':
      return [...descend(value)].flatMap((one) => takeStep(step.step, one, root));
  }
}

function valuesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isPlainObject(value) ? Object.values(value) : [];
}

function* descend(value: unknown): Generator {
  yield value;
  for (const inner of valuesOf(value)) yield* descend(inner);
}

function slice(list: readonly unknown[], { start, end, step }: Extract<JsonPathStep, { type: 'slice' }>): unknown[] {
  if (step === 0) return [];
  const { length } = list;
  const place = (position: number | undefined, fallback: number): number => {
    if (position === undefined) return fallback;
    const counted = position < 0 ? position + length : position;
    return step > 0 ? Math.min(Math.max(counted, 0), length) : Math.min(Math.max(counted, -1), length - 1);
  };
  const first = place(start, step > 0 ? 0 : length - 1);
  const last = place(end, step > 0 ? length : -1);
  const found: unknown[] = [];
  for (let index = first; step > 0 ? index < last : index > last; index += step) found.push(list[index]);
  return found;
}

function field(value: unknown, name: string): unknown {
  return isPlainObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function item(value: unknown, index: number): unknown {
  return Array.isArray(value) ? value.at(index) : undefined;
}
