// The process of one typed query. DuckDB ends the whole process at some SQL, and cannot be interrupted in other.
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { toErrorRecord } from '../../errors/error-record.ts';
import { answerSql } from './answer-sql.ts';
import { withLockedReader } from './gate.ts';
import type { SqlAnswer } from '../sql-answer.ts';
import type { Session } from './session.ts';
import type { SqlJob, SqlMessage } from './sql-messages.ts';
import { withSavedTables } from './with-saved-tables.ts';

const channel = 3;

function say(message: SqlMessage): void {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  for (let written = 0; written < bytes.length;) written += writeSync(channel, bytes, written);
}

async function answer({ sql, maxRows, file, waitMs, tables }: SqlJob): Promise<SqlMessage> {
  const gate = file === undefined ? undefined : { file, waitMs };
  const work = async (session: Session): Promise<SqlAnswer> => {
    say({ type: 'started' });
    return await answerSql(session, sql, maxRows);
  };
  try {
    const found =
      tables === undefined ? gate && (await withLockedReader(gate, work)) : await withSavedTables(tables, gate, work);
    return found === undefined ? { type: 'absent' } : { type: 'answered', answer: found };
  } catch (error) {
    return { type: 'failed', error: toErrorRecord(error) };
  }
}

const input = createInterface({ input: process.stdin });
const [line] = (await once(input, 'line')) as [string];
// Whoever asked is gone.
input.once('close', () => process.kill(process.pid, 'SIGKILL'));
say(await answer(JSON.parse(line) as SqlJob));
input.removeAllListeners('close');
input.close();
process.stdin.destroy();
