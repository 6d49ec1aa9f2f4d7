import { DangoError } from '../errors/dango-error.ts';
import { mergeStrategies, replaceStrategies, type MergeOptions, type ReplaceStrategy } from '../spec/merge-options.ts';
import type { WriteDisposition } from '../spec/rest-source.ts';

/** What a load does to a table, and how. Both strategies of `replace` are one transaction: it is never empty in between. */
export type WriteOptions =
  | WriteDisposition
  | { readonly disposition: 'append' }
  | { readonly disposition: 'replace'; readonly strategy?: ReplaceStrategy | undefined }
  | ({ readonly disposition: 'merge' } & Partial<MergeOptions>);

const strategies: Readonly<Record<WriteDisposition, readonly string[]>> = {
  append: [],
  replace: replaceStrategies,
  merge: mergeStrategies,
};

/**
 * The disposition of a resource. Untyped code may give anything.
 * @throws DangoError `module-invalid` for one, or for a strategy, that is not there.
 */
export function toWriteDisposition(
  resource: string,
  options: WriteOptions = 'append',
): { readonly disposition: WriteDisposition; readonly merge: MergeOptions | undefined } {
  const given = typeof options === 'string' ? { disposition: options } : options;
  const { disposition, strategy }: { disposition: WriteDisposition; strategy?: unknown } = given;
  const possible = Object.hasOwn(strategies, disposition) ? strategies[disposition] : undefined;
  if (possible !== undefined && (strategy === undefined || possible.some((one) => one === strategy))) {
    if (given.disposition !== 'merge' || typeof options === 'string') return { disposition, merge: undefined };
    const {
      disposition: _,
      strategy: how = 'delete-insert',
      ...rest
    }: { disposition: string } & Partial<MergeOptions> = given;
    return { disposition, merge: { strategy: how, ...rest } };
  }
  const unknown = possible === undefined ? disposition : strategy;
  const names = possible ?? Object.keys(strategies);
  throw new DangoError(
    `Resource "${resource}" has the ${possible === undefined ? 'write disposition' : `strategy for ${disposition}`} ${JSON.stringify(unknown)}, which is not there.`,
    {
      code: 'module-invalid',
      hint: names.length === 0 ? 'Leave the strategy out.' : `Take ${names.join(', ')}.`,
      context: { resource },
    },
  );
}
