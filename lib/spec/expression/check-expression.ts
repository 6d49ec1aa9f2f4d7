import { hasInterpolation } from '../interpolation.ts';
import type { KeyPath } from '../key-path.ts';
import type { Finding } from '../source-issue.ts';
import { ExpressionError } from './compile-expression.ts';

/** What is wrong with an expression, at the character where it is. One that takes a value from elsewhere is not looked at. */
export function checkExpression(text: string, path: KeyPath, compile: (text: string) => unknown): Finding[] {
  if (hasInterpolation(text)) return [];
  try {
    compile(text);
    return [];
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { problem, hint = 'Correct the expression.', offset } = error;
    return [{ path, message: `In the expression: ${problem}`, hint, offset }];
  }
}
