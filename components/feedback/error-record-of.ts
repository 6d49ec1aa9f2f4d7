import type { ErrorRecord } from '#lib/index.ts';
import { ServerError } from '../server-data/fetch-json.ts';

/** What was thrown, as a record: the server's own words where it spoke. */
export function errorRecordOf(error: unknown): ErrorRecord {
  if (error instanceof ServerError) return error.record;
  if (error instanceof Error) return { code: 'internal', message: error.message };
  if (typeof error === 'object' && error !== null && 'message' in error && 'code' in error) return error as ErrorRecord;
  return { code: 'internal', message: String(error) };
}
