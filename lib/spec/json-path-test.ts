import { isPlainObject } from '../util/plain-object.ts';
import type { JsonPathOperand, JsonPathQuery, JsonPathTest } from './json-path-step.ts';
import { isSameJson } from './same-json.ts';

type Select = (query: JsonPathQuery) => readonly unknown[];

/** Whether an item passes the test of a filter. `select` follows a path from that item or from the root. */
export function passesTest(test: JsonPathTest, select: Select): boolean {
  switch (test.type) {
    case 'and':
      return test.tests.every((one) => passesTest(one, select));
    case 'or':
      return test.tests.some((one) => passesTest(one, select));
    case 'not':
      return !passesTest(test.test, select);
    case 'exists':
      return select(test.query).length > 0;
    case 'compare':
      return compare(test.operator, read(test.left, select), read(test.right, select));
    case 'match':
    case 'search':
      return matches(test.type, read(test.text, select), read(test.pattern, select));
  }
}

/** Undefined where there is nothing; a path that leads to several places counts as nothing. */
function read(operand: JsonPathOperand, select: Select): unknown {
  switch (operand.type) {
    case 'literal':
      return operand.value;
    case 'query': {
      const found = select(operand.query);
      return found.length === 1 ? found[0] : undefined;
    }
    case 'length': {
      const value = read(operand.of, select);
      if (typeof value === 'string') return Array.from(value).length;
      if (Array.isArray(value)) return value.length;
      return isPlainObject(value) ? Object.keys(value).length : undefined;
    }
    case 'count':
      return select(operand.query).length;
  }
}

type Operator = Extract<JsonPathTest, { type: 'compare' }>['operator'];

function compare(operator: Operator, left: unknown, right: unknown): boolean {
  const isSame = isEqual(left, right);
  if (operator === '==') return isSame;
  if (operator === '!=') return !isSame;
  if (isSame) return operator === '<=' || operator === '>=';
  return operator.startsWith('<') ? isBefore(left, right) : isBefore(right, left);
}

/** Only numbers among themselves and texts among themselves have an order. */
function isBefore(left: unknown, right: unknown): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left < right;
  const isNumber = (value: unknown): value is number | bigint => typeof value === 'number' || typeof value === 'bigint';
  return isNumber(left) && isNumber(right) && left < right;
}

function isEqual(left: unknown, right: unknown): boolean {
  if (typeof left === 'bigint' || typeof right === 'bigint') return String(left) === String(right);
  return isSameJson(left, right);
}

function matches(type: 'match' | 'search', text: unknown, pattern: unknown): boolean {
  if (typeof text !== 'string' || typeof pattern !== 'string') return false;
  try {
    return new RegExp(type === 'match' ? `^(?:${pattern})$` : pattern, 'u').test(text);
  } catch {
    // A pattern that is none matches nothing, says the RFC.
    return false;
  }
}
