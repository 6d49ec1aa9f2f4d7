import { DangoError } from '#lib/errors/dango-error.ts';
import type { ErrorRecord } from '#lib/index.ts';
import { receiveHandover } from '../../server/handover.ts';

/** What a page may be told of an error. An unexpected one keeps its stack here, and the person gets an id. */
export function toPublicError(error: unknown): ErrorRecord {
  const { engine, recordFault } = receiveHandover();
  if (DangoError.is(error)) return engine.toErrorRecord(error);
  if (error instanceof Error && error.name === 'InputError') return { code: 'usage-invalid', message: error.message };
  return {
    code: 'internal',
    message: recordFault(error),
    hint: 'The stack is in .dango/logs/errors.log. Try again; report it if it comes back.',
  };
}

/** HTTP status of an error. */
export function errorStatus({ code }: ErrorRecord): number {
  if (code === 'name-unknown') return 404;
  if (code === 'usage-invalid' || code === 'query-failed') return 400;
  if (code === 'config-invalid' || code === 'secret-missing' || code === 'module-invalid') return 422;
  if (code === 'warehouse-locked') return 503;
  return 500;
}
