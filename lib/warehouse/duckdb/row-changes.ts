import type { Session } from './session.ts';
import { qualify, quoteName } from './sql-text.ts';

/** Every change of rows that a load makes goes through here, so that what a load does can also be counted or kept. */
export interface RowChanges {
  /** Adds what a SELECT gives, columns by their names. Returns the number of rows. */
  readonly insert: (table: string, select: string) => Promise<number>;
  /** Deletes the rows of a table, called `t` in the condition. No condition: all of them. Returns their number. */
  readonly remove: (table: string, which?: string) => Promise<number>;
  /** Sets one column of the rows of a table, called `t` in the condition, to a value. Returns their number. */
  readonly update: (table: string, change: ColumnChange) => Promise<number>;
}

export interface ColumnChange {
  readonly column: string;
  /** As SQL. */
  readonly value: string;
  readonly which: string;
}

/** Changes the rows of a dataset. */
export function storedRowChanges(session: Session, dataset: string): RowChanges {
  const named = (table: string): string => qualify(session.catalog, dataset, table);
  return {
    insert: (table, select) => session.run(`INSERT INTO ${named(table)} BY NAME ${select}`),
    remove: (table, which) =>
      session.run(`DELETE FROM ${named(table)} t${which === undefined ? '' : ` WHERE ${which}`}`),
    update: (table, { column, value, which }) =>
      session.run(`UPDATE ${named(table)} t SET ${quoteName(column)} = ${value} WHERE ${which}`),
  };
}
