import type { TableChange } from '../plan/load-plan.ts';
import type { Catalog } from '../plan/table-tree.ts';
import type { Session } from './session.ts';
import { qualify, quoteName } from './sql-text.ts';

/**
 * Makes a dataset of views in memory that looks as a stored one will once its shape has changed. All that a load asks
 * of its tables can be asked of it.
 * @param stored where the tables are.
 * @param shadow where the views go: a database in memory.
 * @param catalog what the dataset will hold.
 * @param before what it holds now.
 */
export async function makeShadow(
  stored: Session,
  shadow: Session,
  dataset: string,
  { catalog, before, changes }: { catalog: Catalog; before: Catalog; changes: readonly TableChange[] },
): Promise<void> {
  const dropped = new Set(changes.flatMap(({ change, table }) => (change === 'drop table' ? [table] : [])));
  await shadow.run(`CREATE OR REPLACE SCHEMA ${qualify(shadow.catalog, dataset)}`);
  for (const [table, columns] of catalog) {
    const old = dropped.has(table) ? undefined : before.get(table);
    const selected = [...columns].map(([name, type]) => {
      const quoted = quoteName(name);
      const now = old?.get(name);
      if (now === type) return quoted;
      return `CAST(${now === undefined ? 'NULL' : quoted} AS ${type}) AS ${quoted}`;
    });
    const from = old === undefined ? 'WHERE false' : `FROM ${qualify(stored.catalog, dataset, table)}`;
    await shadow.run(`CREATE VIEW ${qualify(shadow.catalog, dataset, table)} AS SELECT ${selected.join(', ')} ${from}`);
  }
}
