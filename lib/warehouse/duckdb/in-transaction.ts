import { crashPoint } from '../../util/crash-point.ts';
import type { Session } from './session.ts';

export interface TransactionOptions<Result> {
  /** Whether what came of the work is to stay. Default: always. */
  readonly isKept?: (result: Result) => boolean;
  /** What to throw in place of an error of the work or of COMMIT. Default: the same. */
  readonly explain?: (error: unknown) => unknown;
}

/**
 * Runs work as one transaction; after an error everything is as before. A COMMIT behind a failed statement resolves, yet
 * rolls back: whoever must be sure reads afterwards whether what was written is there.
 */
export async function inTransaction<Result>(
  session: Session,
  work: () => Promise<Result>,
  { isKept = () => true, explain = (error) => error }: TransactionOptions<Result> = {},
): Promise<Result> {
  crashPoint('begin');
  await session.run('BEGIN TRANSACTION');
  let result: Result;
  try {
    result = await work();
    crashPoint('before-commit');
    await session.run(isKept(result) ? 'COMMIT' : 'ROLLBACK');
  } catch (error) {
    await rollBack(session);
    throw explain(error);
  }
  crashPoint('after-commit');
  return result;
}

async function rollBack(session: Session): Promise<void> {
  try {
    await session.run('ROLLBACK');
  } catch {
    // An invalidated database has no transaction any more; closing it brings back the state before.
  }
}
