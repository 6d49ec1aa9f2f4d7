import type { Condition, ExpressionText, ProcessingStep } from './processing-step.ts';
import type { StepSpec } from './steps-spec.ts';

/** The steps of the model; where an entry has several keys, in the order of this list. */
export function toProcessingSteps(specs: readonly StepSpec[]): readonly ProcessingStep[] {
  return specs.flatMap(({ filter, remove, keep, rename, add, map, explode }): ProcessingStep[] => [
    ...(filter === undefined ? [] : [{ type: 'filter', anyOf: asList(filter).map(toTest) } as const]),
    ...(remove === undefined ? [] : [{ type: 'remove', fields: asList(remove) } as const]),
    ...(keep === undefined ? [] : [{ type: 'keep', fields: asList(keep) } as const]),
    ...(rename === undefined ? [] : [{ type: 'rename', names: rename } as const]),
    ...(add === undefined ? [] : [{ type: 'add', values: add } as const]),
    ...(map === undefined ? [] : [{ type: 'map', changes: map } as const]),
    ...(explode === undefined ? [] : [{ type: 'explode', field: explode } as const]),
  ]);
}

type ConditionSpec = Exclude<NonNullable<StepSpec['filter']>, readonly unknown[] | string>;

function toTest(spec: ConditionSpec | string): Condition | ExpressionText {
  return typeof spec === 'string' ? { expression: spec } : toCondition(spec);
}

/** A condition with its operator filled in. */
export function toCondition({ field, op, value }: ConditionSpec): Condition {
  const usual = Array.isArray(value) ? 'in' : value === undefined ? 'exists' : 'equals';
  return { field, op: op ?? usual, value };
}

function asList<Item>(value: Item | readonly Item[]): readonly Item[] {
  return Array.isArray(value) ? (value as readonly Item[]) : [value as Item];
}
