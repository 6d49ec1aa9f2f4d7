import { DangoError } from '../../errors/dango-error.ts';

/**
 * Refuses a response that a module yields where it meant what is in it: its headers and bytes would become a table.
 * @throws DangoError `module-failed`.
 */
export function refuseResponse(item: unknown, resource: string): void {
  if (typeof item !== 'object' || item === null) return;
  const isOurs = 'exchange' in item && 'bytes' in item && item.bytes instanceof Uint8Array;
  if (!isOurs && !(item instanceof Response)) return;
  throw new DangoError(`Resource ${resource} yielded a response instead of records.`, {
    code: 'module-failed',
    hint: 'Yield what is in it: response.json(), or the list inside of that.',
    context: { resource },
  });
}
