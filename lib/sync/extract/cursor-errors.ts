import { DangoError } from '../../errors/dango-error.ts';
import type { CursorValue } from '../../sdk/incremental.ts';

/** Which cursor an error is about. */
export interface CursorPlace {
  readonly resource: string;
  readonly cursorPath: string;
}

export function missingCursorValue({ resource, cursorPath }: CursorPlace, value: unknown, record: unknown): DangoError {
  const found = value === undefined ? 'is missing' : `is ${value === null ? 'null' : `a ${typeof value}`}`;
  return new DangoError(`The cursor field "${cursorPath}" ${found} in a record of ${resource}.`, {
    code: 'cursor-invalid',
    hint: `Set the cursor to a field that every record has${fieldsOf(record)}, or say on_cursor_value_missing: include or exclude.`,
    context: { resource, cursor_path: cursorPath },
  });
}

export function missingKey({ resource }: CursorPlace, key: string, primaryKey: string, record: unknown): DangoError {
  return new DangoError(`A record of ${resource} has no "${key}", which is in its primary key.`, {
    code: 'rows-refused',
    hint: `Set the primary key to what every record has${fieldsOf(record)}, or leave it out.`,
    context: { resource, primary_key: primaryKey },
  });
}

export function incomparable(
  { resource, cursorPath }: CursorPlace,
  value: CursorValue,
  bound: CursorValue,
): DangoError {
  return new DangoError(
    `The cursor field "${cursorPath}" of ${resource} holds ${JSON.stringify(String(value))} (${typeof value}), which cannot be compared with ${JSON.stringify(String(bound))} (${typeof bound}), where the run starts or ends.`,
    {
      code: 'cursor-invalid',
      hint: 'Give initial_value the same type as the field, or run with --full-refresh after the API changed it.',
      context: { resource, cursor_path: cursorPath },
    },
  );
}

export function tooManyAtBoundary({ resource, cursorPath }: CursorPlace, value: CursorValue, most: number): DangoError {
  return new DangoError(
    `More than ${most} records of ${resource} have the same "${cursorPath}", ${JSON.stringify(String(value))}: too many to know them again in the next sync.`,
    {
      code: 'cursor-invalid',
      hint: `Give ${resource} a primary_key, so that it merges, or choose a cursor that tells its records apart.`,
      context: { resource, cursor_path: cursorPath },
    },
  );
}

export function noLag({ resource, cursorPath }: CursorPlace, value: CursorValue): DangoError {
  return new DangoError(
    `The lag of ${resource} cannot be taken from its cursor "${cursorPath}", which is ${JSON.stringify(String(value))}: that is no number, date or instant.`,
    {
      code: 'cursor-invalid',
      hint: 'Remove lag, or choose a cursor field that holds numbers or ISO dates.',
      context: { resource, cursor_path: cursorPath },
    },
  );
}

export function noWindows(
  { resource, cursorPath }: CursorPlace,
  start: CursorValue | undefined,
  length: string | number,
): DangoError {
  const from = start === undefined ? 'which has no start' : `from ${JSON.stringify(String(start))} on`;
  return new DangoError(`The cursor "${cursorPath}" of ${resource}, ${from}, cannot be read in windows of ${length}.`, {
    code: 'cursor-invalid',
    hint: 'Give it an initial_value that is an ISO date or instant, or a number of seconds or milliseconds since 1970. Other numbers need a window that is a number and an end_value.',
    context: { resource, cursor_path: cursorPath },
  });
}

export function tooManyParents({ resource, cursorPath }: CursorPlace, most: number): DangoError {
  return new DangoError(
    `${resource} is read for more than ${most} records, each with a cursor "${cursorPath}" of its own: too many to save them all.`,
    {
      code: 'cursor-invalid',
      hint: 'Remove per_parent, or incremental altogether, or read fewer records of the parent.',
      context: { resource, cursor_path: cursorPath },
    },
  );
}

export function otherKindOfCursor({ resource, cursorPath }: CursorPlace): DangoError {
  return new DangoError(
    `The saved cursor "${cursorPath}" of ${resource} is not of the kind that per_parent asks for now: rows that are loaded already would be appended again.`,
    {
      code: 'cursor-invalid',
      hint: `Run once with --full-refresh --resource ${resource}, or give ${resource} a primary_key, so that it merges.`,
      context: { resource, cursor_path: cursorPath },
    },
  );
}

/** A range of what appends, which would come a second time with the next run. */
export function notReached(
  { resource, cursorPath }: CursorPlace,
  start?: CursorValue,
  reached?: CursorValue,
): DangoError {
  const where =
    start === undefined || reached === undefined
      ? 'nothing of it has been loaded yet'
      : `it begins at ${String(start)}, and the last sync ended at ${String(reached)}`;
  return new DangoError(
    `A range of ${resource} cannot be loaded: ${where}. It appends, so that the next sync would add the same rows a second time.`,
    {
      code: 'cursor-invalid',
      hint: `Sync ${resource} without --since, --until and --backfill: that reads what is new.`,
      context: { resource, cursor_path: cursorPath },
    },
  );
}

export function cutRange(resource: string, answer: unknown): DangoError {
  return new DangoError(
    `${resource} was not read to the end of its range, as a rule says: the API answered with ${String(answer)}. It appends, and the rows that are there would be gone.`,
    {
      code: 'run-failed',
      hint: `Give ${resource} a primary_key, so that it merges, or load a smaller range.`,
      context: { resource },
    },
  );
}

/** ` (this one has id, name)`, or nothing for a record without fields. */
function fieldsOf(record: unknown): string {
  const fields = typeof record === 'object' && record !== null ? Object.keys(record).slice(0, 12).join(', ') : '';
  return fields === '' ? '' : ` (this one has ${fields})`;
}
