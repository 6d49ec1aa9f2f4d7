import { DangoError } from '../../errors/dango-error.ts';
import { ExpressionError } from '../../spec/expression/compile-expression.ts';
import { recordCondition, recordExpression, valueExpression } from '../../spec/expression/known-expressions.ts';
import type { JsonValue } from '../../spec/json-value.ts';
import { fieldsOf } from './fields-of.ts';

/**
 * What an expression makes of a record, such as `record.price * record.quantity`; with a `value` also of that, as in
 * `value.lower()`. The language is that of `steps` in sources.yml.
 * @throws DangoError `config-invalid` for an expression that is none, `records-missing` where it needs a field that is not
 *   there, `response-invalid` where it cannot be worked out.
 */
export function evaluate(expression: string, record: unknown, ...[value]: readonly unknown[]): JsonValue {
  const fields = fieldsOf(record);
  return explained(() =>
    value === undefined
      ? recordExpression(expression).evaluate({ record: fields })
      : valueExpression(expression).evaluate({ value, record: fields }),
  ) as JsonValue;
}

/** Whether an expression is true for a record. */
export function evaluateCondition(expression: string, record: Readonly<Record<string, unknown>>): boolean {
  return explained(() => recordCondition(expression).evaluate({ record }) === true);
}

function explained<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ExpressionError) || !error.isMissing) throw error;
    throw new DangoError(error.message, { code: 'records-missing', hint: error.hint, cause: error });
  }
}
