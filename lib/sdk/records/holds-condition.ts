import { selectFirst } from '../../spec/json-path.ts';
import type { Condition, Scalar } from '../../spec/processing-step.ts';
import { parseInstant } from '../../util/parse-instant.ts';
import { pathTo } from './change-field.ts';

/**
 * Whether a condition holds for a record. Numbers compare as numbers, two ISO instants or dates as instants, other texts
 * by their characters. What is missing, null or of another type equals nothing and has no order.
 */
export function holdsCondition({ field, op, value }: Condition, record: unknown): boolean {
  const found = selectFirst(pathTo(field), record);
  const isMissing = found === undefined || found === null;
  const given = Array.isArray(value) ? undefined : (value as Scalar | undefined);
  const order = (): number | undefined => (given === undefined ? undefined : orderOf(found, given));
  switch (op) {
    case 'exists':
      return !isMissing;
    case 'missing':
      return isMissing;
    case 'equals':
      return given !== undefined && isEqual(found, given);
    case 'not_equals':
      return given !== undefined && !isEqual(found, given);
    case 'in':
      return listOf(value).some((one) => isEqual(found, one));
    case 'not_in':
      return !listOf(value).some((one) => isEqual(found, one));
    case 'less_than':
      return (order() ?? 0) < 0;
    case 'at_most':
      return (order() ?? 1) <= 0;
    case 'greater_than':
      return (order() ?? 0) > 0;
    case 'at_least':
      return (order() ?? -1) >= 0;
    case 'contains':
      if (Array.isArray(found)) return given !== undefined && found.some((item) => isEqual(item, given));
      return typeof found === 'string' && found.includes(String(given));
    case 'starts_with':
      return typeof found === 'string' && found.startsWith(String(given));
    case 'ends_with':
      return typeof found === 'string' && found.endsWith(String(given));
  }
}

function listOf(value: Condition['value']): readonly Scalar[] {
  return Array.isArray(value) ? (value as readonly Scalar[]) : [];
}

function isEqual(found: unknown, given: Scalar): boolean {
  if (typeof found === 'boolean' || typeof given === 'boolean') return found === given;
  return orderOf(found, given) === 0;
}

/** Negative: the first comes first. Undefined where the two have no order. */
function orderOf(found: unknown, given: Scalar): number | undefined {
  if (typeof found === 'string' && typeof given === 'string') {
    const [one, other] = found === given ? [] : [parseInstant(found), parseInstant(given)];
    return one === undefined || other === undefined ? compare(found, given) : compare(one.epochMs, other.epochMs);
  }
  const isNumber = typeof found === 'number' || typeof found === 'bigint';
  return isNumber && typeof given === 'number' ? compare(found, given) : undefined;
}

function compare<Value extends string | number | bigint>(one: Value, other: Value): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
