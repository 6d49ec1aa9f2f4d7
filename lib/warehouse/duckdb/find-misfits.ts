import type { PlannedColumn, Take, ValueRead } from '../../schema/table-plan.ts';
import type { LoadPlan, ResourceLoad } from '../plan/load-plan.ts';
import { rawSourceSql } from './record-source.ts';
import { tableRows } from './select-sql.ts';
import type { Session } from './session.ts';
import { readSql } from './value-sql.ts';

/** Names the values that a column was offered. */
export function misfitKey(table: string, column: string, offered: Take): string {
  return [table, column, offered].join('\0');
}

/**
 * Finds out which of the columns that keep their type were offered values that do not fit: whether a variant column is
 * needed is known to the values alone.
 * @param found filled with the answers, by {@link misfitKey}.
 */
export async function findMisfits(
  session: Session,
  plan: LoadPlan,
  folder: string,
  found: Map<string, boolean>,
): Promise<void> {
  for (const load of [...plan.resources, ...plan.frozen.map((frozen) => frozen.load)]) {
    const questions = questionsOf(load);
    if (questions.size === 0) continue;
    const source = rawSourceSql(load.plan, load.resource, folder);
    const rows = tableRows(load.plan.root.form, [...load.plan.tables, ...load.leftOut], { source, where: '' });
    for (const { table, relation, form } of rows) {
      const asked = questions.get(table.name) ?? [];
      if (asked.length === 0) continue;
      const answers = asked.map(
        ({ read, column }, position) =>
          `coalesce(bool_or((${readSql(read, column.type, form)}) IS NOT NULL), false) AS a${position}`,
      );
      const [row] = await session.rows(`SELECT ${answers.join(', ')} FROM ${relation}`);
      for (const [position, { read }] of asked.entries()) {
        if (read.fit === undefined) continue;
        const key = misfitKey(table.name, read.fit.column, read.fit.offered);
        found.set(key, found.get(key) === true || row?.[`a${position}`] !== false);
      }
    }
  }
}

interface Question {
  readonly column: PlannedColumn;
  readonly read: ValueRead;
}

/** By table, also of columns that a contract does not let in. */
function questionsOf({ plan, leftOut, breaches }: ResourceLoad): ReadonlyMap<string, readonly Question[]> {
  const columns = [
    ...[...plan.tables, ...leftOut].map((table) => [table.name, table.columns] as const),
    ...breaches.flatMap(({ table, column }) => (column === undefined ? [] : [[table, [column]] as const])),
  ];
  const questions = new Map<string, Question[]>();
  for (const [table, ofTable] of columns) {
    for (const column of ofTable) {
      for (const read of column.reads) {
        if (read.fit?.does !== false) continue;
        questions.set(table, [...(questions.get(table) ?? []), { column, read }]);
      }
    }
  }
  return questions;
}
