import { DangoError } from '../errors/dango-error.ts';

/** The error of work that `signal` ended. A reason that explains itself is thrown as it is. */
export function createCancelledError(signal: AbortSignal): DangoError {
  const reason: unknown = signal.reason;
  if (DangoError.is(reason)) return reason;
  return new DangoError('The run was cancelled', { code: 'run-cancelled', cause: reason });
}
