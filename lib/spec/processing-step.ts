import type { ConditionOperator, ValueChange } from './step-words.ts';

export type Scalar = string | number | boolean;

export interface Condition {
  readonly field: string;
  readonly op: ConditionOperator;
  /** A list for `in` and `not_in`; undefined for `exists` and `missing`. */
  readonly value: Scalar | readonly Scalar[] | undefined;
}

/** A value that is worked out, see `recordExpression` and `valueExpression`. */
export interface ExpressionText {
  readonly expression: string;
}

/** One change of the records of a resource; they happen in their order. */
export type ProcessingStep =
  /** Keeps records for which one of the conditions holds. */
  | { readonly type: 'filter'; readonly anyOf: readonly (Condition | ExpressionText)[] }
  | { readonly type: 'remove' | 'keep'; readonly fields: readonly string[] }
  | { readonly type: 'rename'; readonly names: Readonly<Record<string, string>> }
  | { readonly type: 'add'; readonly values: Readonly<Record<string, Scalar | ExpressionText>> }
  | { readonly type: 'map'; readonly changes: Readonly<Record<string, ValueChange | ExpressionText>> }
  | { readonly type: 'explode'; readonly field: string };
