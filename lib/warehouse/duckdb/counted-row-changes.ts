import type { RowChanges } from './row-changes.ts';
import type { Session } from './session.ts';
import { qualify } from './sql-text.ts';

/** Changes nothing and tells how many rows a load would change: the same SQL behind `SELECT count(*)`. */
export function countedRowChanges(session: Session, dataset: string): RowChanges {
  const count = async (relation: string): Promise<number> => {
    const [row] = await session.rows(`SELECT count(*)::DOUBLE AS total FROM ${relation}`);
    return Number(row?.['total'] ?? 0);
  };
  return {
    insert: (_table, select) => count(`(${select})`),
    remove: (table, which) =>
      count(`${qualify(session.catalog, dataset, table)} t${which === undefined ? '' : ` WHERE ${which}`}`),
    update: (table, { which }) => count(`${qualify(session.catalog, dataset, table)} t WHERE ${which}`),
  };
}
