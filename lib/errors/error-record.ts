import { DangoError, type ErrorRecord } from './dango-error.ts';

/**
 * Turns whatever was thrown into a record that can cross a process or be printed as JSON.
 * An unexpected error keeps its stack in `context.stack`, because only that helps to mend it.
 */
export function toErrorRecord(error: unknown): ErrorRecord {
  if (DangoError.is(error)) {
    const { code, message, hint, at, context, details } = error;
    return {
      code,
      message,
      ...(hint === undefined ? {} : { hint }),
      ...(at === undefined ? {} : { at }),
      ...(Object.keys(context).length === 0 ? {} : { context }),
      ...(details.length === 0 ? {} : { details }),
    };
  }
  if (error instanceof Error) {
    return { code: 'internal', message: error.message, context: { stack: error.stack ?? '' } };
  }
  return { code: 'internal', message: String(error) };
}

/** The reverse of {@link toErrorRecord}: an error to throw in the process that received the record. */
export function fromErrorRecord(record: ErrorRecord): Error {
  if (record.code === 'internal') {
    const error = new Error(record.message);
    const stack = record.context?.['stack'];
    if (typeof stack === 'string') error.stack = stack;
    return error;
  }
  const error = new DangoError(record.message, { ...record, code: record.code });
  return record.details === undefined ? error : Object.assign(error, { details: record.details });
}
