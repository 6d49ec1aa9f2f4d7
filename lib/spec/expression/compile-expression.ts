import type { Environment } from '@marcbachmann/cel-js';
import { DangoError } from '../../errors/dango-error.ts';
import { boundExpression, ExpressionFault } from './bound-expression.ts';
import { languageWith, longestExpression, type ExpressionVariables } from './expression-language.ts';
import { toJsonResult } from './expression-result.ts';
import { hasUnreadableKey, toMaps } from './unreadable-keys.ts';
import { wordFault } from './word-fault.ts';

/** What an expression must give. */
export type ExpressionKind = 'boolean' | 'value';

export interface Expression {
  readonly text: string;
  /**
   * Works it out, as JSON.
   * @throws ExpressionError where it cannot be worked out, or gives another kind than it must.
   */
  evaluate(variables: Readonly<Record<string, unknown>>): unknown;
}

/** An expression that is wrong, or that a value made impossible. */
export class ExpressionError extends DangoError {
  /** What is wrong, without expression and place. */
  readonly problem: string;
  /** Where in the expression, in characters from its start. */
  readonly offset: number;
  /** True where a field or item is not there. */
  readonly isMissing: boolean;

  constructor(text: string, { problem, hint, offset, isMissing, code }: ExpressionProblem) {
    const before = text.slice(0, offset);
    const line = before.split('\n').length;
    const column = offset - before.lastIndexOf('\n');
    super(`${problem}, at ${line}:${column} of the expression ${shown(text)}`, { code, hint });
    this.problem = problem;
    this.offset = offset;
    this.isMissing = isMissing;
  }
}

const mostShown = 300;

function shown(text: string): string {
  const whole = text.trimEnd();
  return whole.length > mostShown ? `${whole.slice(0, mostShown)}…` : whole;
}

interface ExpressionProblem {
  readonly problem: string;
  readonly hint: string;
  readonly offset: number;
  readonly isMissing: boolean;
  readonly code: 'config-invalid' | 'response-invalid';
}

/** Makes a compiler of expressions that are about these variables and must give this kind of value. */
export function createExpressionCompiler(
  variables: ExpressionVariables,
  kind: ExpressionKind,
): (text: string) => Expression {
  let language: Environment | undefined;
  const names = Object.keys(variables);
  const fail = (text: string, error: unknown, code: ExpressionProblem['code']): ExpressionError => {
    const { message, ...rest } = wordFault(error, text, names);
    return new ExpressionError(text, { problem: message, ...rest, code });
  };
  return (text) => {
    if (text.length > longestExpression) {
      const problem = new ExpressionFault(`An expression has at most ${longestExpression} characters`, 0);
      throw fail(text.slice(0, 60), problem, 'config-invalid');
    }
    let startCount: () => void;
    let run: (given: Record<string, unknown>) => unknown;
    try {
      language ??= languageWith(variables);
      const parsed = language.parse(text);
      startCount = boundExpression(parsed.ast);
      const checked = parsed.check();
      if (!checked.valid) throw checked.error ?? new ExpressionFault('It is not valid', 0);
      if (kind === 'boolean' && checked.type !== 'bool' && checked.type !== 'dyn') throw notBoolean(checked.type);
      run = parsed;
    } catch (error) {
      throw fail(text, error, 'config-invalid');
    }
    const work = (given: Record<string, unknown>): unknown => {
      startCount();
      const result = toJsonResult(run(given));
      if (kind === 'boolean' && typeof result !== 'boolean') throw notBoolean(kindOf(result));
      return result;
    };
    return {
      text,
      evaluate(given) {
        try {
          return work({ ...given });
        } catch (error) {
          if (!hasUnreadableKey(given)) throw fail(text, error, 'response-invalid');
        }
        try {
          return work(Object.fromEntries(Object.entries(given).map(([name, value]) => [name, toMaps(value)])));
        } catch (error) {
          throw fail(text, error, 'response-invalid');
        }
      },
    };
  };
}

function notBoolean(type = 'nothing'): ExpressionFault {
  return new ExpressionFault(`It must give true or false, and gives ${type}`, 0);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value)
    ? 'a list'
    : typeof value === 'object'
      ? 'an object'
      : `the ${typeof value} ${JSON.stringify(value)?.slice(0, 40)}`;
}
