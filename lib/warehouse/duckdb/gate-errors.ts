import { DangoError } from '../../errors/dango-error.ts';

/** `node (process 4711)`; undefined when the error is about something else than the lock. */
export function lockHolder(error: unknown): string | undefined {
  const [, program, processId] = /Conflicting lock is held in (.+?) \(PID (\d+)\)/.exec(String(error)) ?? [];
  if (program !== undefined) return `${program} (process ${processId})`;
  return String(error).includes('Could not set lock on file') ? 'another process' : undefined;
}

export function lockedError(
  { file, waitMs }: { readonly file: string; readonly waitMs: number },
  holder: string,
  isWriter: boolean,
  cause: unknown,
): DangoError {
  return new DangoError(
    `The warehouse ${file} is held open by ${holder}; waited ${Number((waitMs / 1000).toFixed(1))} s for it.`,
    {
      code: 'warehouse-locked',
      hint: `Close that program (or let it finish), then ${isWriter ? 'sync again: what was fetched is kept and loads first' : 'try again'}.`,
      context: { file, holder },
      cause,
    },
  );
}

export function busyError(file: string, cause: unknown): DangoError {
  return new DangoError(`The warehouse ${file} was needed by one load after the other while it was read.`, {
    code: 'warehouse-locked',
    hint: 'Ask for less, or try again when the sync has finished.',
    context: { file },
    cause,
  });
}

export function openError(file: string, reason: string, cause: unknown): DangoError {
  return new DangoError(`The warehouse ${file} cannot be opened: ${reason.replace(/^Error: /, '').split('\n')[0]}`, {
    code: 'warehouse-failed',
    hint: 'Check that the file is a DuckDB database and that this user may write it.',
    context: { file },
    cause,
  });
}
