import { DangoError } from '../../errors/dango-error.ts';
import type { PageResponse, Paginator } from './paginator.ts';
import { ExpressionError } from '../../spec/expression/compile-expression.ts';
import { stopCondition } from '../../spec/expression/known-expressions.ts';

/**
 * The same paging, with a further end: behind the first page for which the expression is true. That page counts. The
 * expression is of `response`, `headers`, `page` (from 1) and `records` (how many the page has), as in
 * `stopWhen(pageNumber(), 'response.meta.remaining == 0')`.
 * @throws DangoError `config-invalid` for an expression that is none.
 */
export function stopWhen(paginator: Paginator, expression: string): Paginator {
  const condition = stopCondition(expression);
  return {
    start(request) {
      const series = paginator.start(request);
      let page = 0;
      return {
        first: series.first,
        next(response) {
          page += 1;
          const isOver = isTrue(condition, response, page);
          return isOver ? { why: `stop_when is true: ${expression.trim()}` } : series.next(response);
        },
      };
    },
  };
}

function isTrue(condition: ReturnType<typeof stopCondition>, { body, headers, records }: PageResponse, page: number) {
  try {
    const count = BigInt(records.length);
    return condition.evaluate({ response: body, headers, page: BigInt(page), records: count }) === true;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new DangoError(`stop_when cannot be worked out for page ${page}: ${error.message}`, {
      code: 'pagination-failed',
      hint: error.hint,
      cause: error,
    });
  }
}
