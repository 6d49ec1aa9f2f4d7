import { DangoError } from '../errors/dango-error.ts';
import type { WriteDisposition } from '../spec/rest-source.ts';

/** What a load does to a table, and how. Both strategies of `replace` are one transaction: it is never empty in between. */
export type WriteOptions =
  | WriteDisposition
  | { readonly disposition: 'append' }
  | { readonly disposition: 'replace'; readonly strategy?: 'truncate-and-insert' | 'insert-from-staging' }
  | { readonly disposition: 'merge'; readonly strategy?: 'delete-insert' };

const strategies: Readonly<Record<WriteDisposition, readonly string[]>> = {
  append: [],
  replace: ['truncate-and-insert', 'insert-from-staging'],
  merge: ['delete-insert'],
};

/**
 * The disposition of a resource. Untyped code may give anything.
 * @throws DangoError `module-invalid` for one, or for a strategy, that is not there.
 */
export function toWriteDisposition(resource: string, options: WriteOptions = 'append'): WriteDisposition {
  const { disposition, strategy }: { disposition: WriteDisposition; strategy?: unknown } =
    typeof options === 'string' ? { disposition: options } : options;
  const possible = Object.hasOwn(strategies, disposition) ? strategies[disposition] : undefined;
  if (possible !== undefined && (strategy === undefined || possible.some((one) => one === strategy)))
    return disposition;
  const given = possible === undefined ? disposition : strategy;
  const names = possible ?? Object.keys(strategies);
  throw new DangoError(
    `Resource "${resource}" has the ${possible === undefined ? 'write disposition' : `strategy for ${disposition}`} ${JSON.stringify(given)}, which is not there.`,
    {
      code: 'module-invalid',
      hint: names.length === 0 ? 'Leave the strategy out.' : `Take ${names.join(', ')}.`,
      context: { resource },
    },
  );
}
