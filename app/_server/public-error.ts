import { DangoError } from '#lib/errors/dango-error.ts';
import type { ErrorRecord } from '#lib/index.ts';
import { receiveHandover } from '../../server/handover.ts';

/** What a page may be told of an error. An unexpected one keeps its stack here, and the person gets an id. */
export function toPublicError(error: unknown): ErrorRecord {
  const { engine, recordFault } = receiveHandover();
  if (DangoError.is(error)) return engine.toErrorRecord(error);
  if (error instanceof Error && error.name === 'InputError') return { code: 'usage-invalid', message: error.message };
  const refusal = refusalOf(error);
  if (refusal !== undefined) {
    return {
      code: 'internal',
      message: `The project folder cannot be written: ${refusal}`,
      hint: 'Check who may write there, and whether the disk is full.',
    };
  }
  return {
    code: 'internal',
    message: recordFault(error),
    hint: 'The stack is in .dango/logs/errors.log. Try again; report it if it comes back.',
  };
}

const refusals = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'SQLITE_READONLY', 'SQLITE_CANTOPEN']);

/** The system's own words where it refused to write; undefined for every other error. */
function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const isRefusal = 'code' in error && refusals.has(String(error.code));
  return isRefusal || /readonly database|unable to open database file/.test(error.message) ? error.message : undefined;
}

/** HTTP status of an error. */
export function errorStatus({ code }: ErrorRecord): number {
  if (code === 'name-unknown') return 404;
  if (code === 'usage-invalid' || code === 'query-failed') return 400;
  if (code === 'config-invalid' || code === 'secret-missing' || code === 'module-invalid') return 422;
  if (code === 'warehouse-locked') return 503;
  return 500;
}
