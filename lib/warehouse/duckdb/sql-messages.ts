import type { ErrorRecord } from '../../errors/dango-error.ts';
import type { SqlAnswer } from '../sql-answer.ts';

/** What the process that runs typed SQL is told, as one line on its standard input. */
export interface SqlJob {
  /** The warehouse. Absent: only `tables` are seen. */
  readonly file?: string | undefined;
  /** Absolute path of a file of tables that go by their own names. Absent: only the warehouse is seen. */
  readonly tables?: string | undefined;
  readonly waitMs: number;
  readonly sql: string;
  readonly maxRows: number;
}

/** What it says on file descriptor 3, one JSON message a line. */
export type SqlMessage =
  /** The warehouse is open. Said again when the query starts over behind a load. */
  | { readonly type: 'started' }
  | { readonly type: 'answered'; readonly answer: SqlAnswer }
  | { readonly type: 'failed'; readonly error: ErrorRecord }
  | { readonly type: 'absent' };
