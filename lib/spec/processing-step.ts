import type { ConditionOperator, StepSpec, ValueChange } from './steps-spec.ts';

export type Scalar = string | number | boolean;

export interface Condition {
  readonly field: string;
  readonly op: ConditionOperator;
  /** A list for `in` and `not_in`; undefined for `exists` and `missing`. */
  readonly value: Scalar | readonly Scalar[] | undefined;
}

/** One change of the records of a resource; they happen in their order. */
export type ProcessingStep =
  /** Keeps records for which one of the conditions holds. */
  | { readonly type: 'filter'; readonly anyOf: readonly Condition[] }
  | { readonly type: 'remove' | 'keep'; readonly fields: readonly string[] }
  | { readonly type: 'rename'; readonly names: Readonly<Record<string, string>> }
  | { readonly type: 'add'; readonly values: Readonly<Record<string, Scalar>> }
  | { readonly type: 'map'; readonly changes: Readonly<Record<string, ValueChange>> }
  | { readonly type: 'explode'; readonly field: string };

/** The steps of the model; where an entry has several keys, in the order of this list. */
export function toProcessingSteps(specs: readonly StepSpec[]): readonly ProcessingStep[] {
  return specs.flatMap(({ filter, remove, keep, rename, add, map, explode }): ProcessingStep[] => [
    ...(filter === undefined ? [] : [{ type: 'filter', anyOf: asList(filter).map(toCondition) } as const]),
    ...(remove === undefined ? [] : [{ type: 'remove', fields: asList(remove) } as const]),
    ...(keep === undefined ? [] : [{ type: 'keep', fields: asList(keep) } as const]),
    ...(rename === undefined ? [] : [{ type: 'rename', names: rename } as const]),
    ...(add === undefined ? [] : [{ type: 'add', values: add } as const]),
    ...(map === undefined ? [] : [{ type: 'map', changes: map } as const]),
    ...(explode === undefined ? [] : [{ type: 'explode', field: explode } as const]),
  ]);
}

type ConditionSpec = Exclude<NonNullable<StepSpec['filter']>, readonly unknown[]>;

/** A condition with its operator filled in. */
export function toCondition({ field, op, value }: ConditionSpec): Condition {
  const usual = Array.isArray(value) ? 'in' : value === undefined ? 'exists' : 'equals';
  return { field, op: op ?? usual, value };
}

function asList<Item>(value: Item | readonly Item[]): readonly Item[] {
  return Array.isArray(value) ? (value as readonly Item[]) : [value as Item];
}
