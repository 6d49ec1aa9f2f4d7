import { compilePattern } from '../../util/compile-pattern.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { safeMatches } from './expression-language.ts';

/** Items that the `map`, `filter`, `all`, `exists` and `exists_one` of one evaluation look at, nested ones counted together. */
export const mostItems = 100_000;

/** What is wrong at a place of an expression. */
export class ExpressionFault extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/**
 * Changes a parsed expression so that its work has a bound: what goes over a list counts its items, and `matches` is one
 * that looks at each character once. Returns what begins a new count.
 * @throws ExpressionFault for `cel.bind`, by which a short text could double a value again and again, and for a pattern
 *   that cannot be matched in one pass.
 */
export function boundExpression(ast: unknown): () => void {
  let items = 0;
  const count = (): boolean => {
    items += 1;
    if (items <= mostItems) return true;
    throw new Error(`it looks at more than ${mostItems} items of lists`);
  };
  visit(ast, count);
  return () => {
    items = 0;
  };
}

/** A node of the library, as far as it is used here. */
function visit(node: unknown, count: () => boolean): void {
  if (Array.isArray(node)) {
    for (const one of node) visit(one, count);
    return;
  }
  if (!isPlainObject(node)) return;
  const { op, args } = node;
  if (op === 'rcall' && Array.isArray(args)) boundCall(node, args);
  if (op === 'comprehension' && isPlainObject(args)) boundLoop(args, count);
  // What a macro stands for is kept beside it.
  const meta: unknown = node['meta'];
  if (isPlainObject(meta)) visit(meta['alternate'], count);
  visit(isNode(args) || Array.isArray(args) ? args : partsOf(args), count);
}

function isNode(value: unknown): boolean {
  return isPlainObject(value) && typeof value['op'] === 'string';
}

function partsOf(args: unknown): readonly unknown[] {
  return isPlainObject(args) ? Object.values(args).filter(isNode) : [];
}

function boundCall(node: Readonly<Record<string, unknown>>, args: unknown[]): void {
  const [name, receiver, given] = args;
  const offset = typeof node['end'] === 'number' ? Number(node['start']) : 0;
  if (name === 'bind' && isPlainObject(receiver) && receiver['op'] === 'id' && receiver['args'] === 'cel') {
    throw new ExpressionFault('cel.bind is not part of this language', offset);
  }
  if (name !== 'matches') return;
  args[0] = safeMatches;
  const [pattern] = Array.isArray(given) ? (given as unknown[]) : [];
  if (!isPlainObject(pattern) || pattern['op'] !== 'value' || typeof pattern['args'] !== 'string') {
    throw new ExpressionFault('matches() takes a pattern that is written out, as in matches("^[a-z]+$")', offset);
  }
  try {
    compilePattern(pattern['args']);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new ExpressionFault(
      `matches() cannot use the pattern "${pattern['args']}": ${problem}`,
      Number(pattern['start']),
    );
  }
}

function boundLoop(args: Readonly<Record<string, unknown>>, count: () => boolean): void {
  const { condition } = args;
  Object.assign(args, {
    condition: (accumulated: unknown) =>
      typeof condition === 'function' ? Boolean(condition(accumulated)) && count() : count(),
  });
}
