import { DangoError } from '../../errors/dango-error.ts';

/** Refusals that have nothing to do with what was asked for: credentials, a proxy, a slow request, too many of them. */
const notAboutTheRecord: ReadonlySet<number> = new Set([401, 407, 408, 429]);

/**
 * Whether an error says that there is nothing to read for one record of a parent, today and tomorrow: the API refuses
 * it with a status from 400 to 499, or the record lacks a field that the request needs.
 */
export function isRefusal(error: unknown): boolean {
  if (!DangoError.is(error)) return false;
  const { status, parent } = error.context ?? {};
  if (error.code === 'records-missing') return parent !== undefined;
  if (error.code !== 'http-status' || typeof status !== 'number') return false;
  return status >= 400 && status < 500 && !notAboutTheRecord.has(status);
}
