import type { NewColumn, TableChange } from '../plan/load-plan.ts';
import type { Session } from './session.ts';
import { qualify, quoteName } from './sql-text.ts';
import { sqlColumnType } from './sql-types.ts';

/**
 * Changes the shape of the dataset. All of it comes before any row is touched: DuckDB fails at COMMIT when a table is
 * altered behind a change of its rows.
 */
export async function applyChanges(session: Session, dataset: string, changes: readonly TableChange[]): Promise<void> {
  for (const change of changes) {
    const table = qualify(session.catalog, dataset, change.table);
    switch (change.change) {
      case 'drop table':
        await session.run(`DROP TABLE ${table}`);
        break;
      case 'create table':
        await session.run(`CREATE TABLE ${table} (${change.columns.map(columnDefinition).join(', ')})`);
        break;
      case 'add column':
        await session.run(
          `ALTER TABLE ${table} ADD COLUMN ${quoteName(change.column.name)} ${sqlColumnType(change.column.type)}`,
        );
        break;
      case 'widen column':
        await session.run(`ALTER TABLE ${table} ALTER ${quoteName(change.column)} TYPE ${sqlColumnType(change.to)}`);
        break;
    }
  }
}

function columnDefinition({ name, type, isRequired }: NewColumn): string {
  return `${quoteName(name)} ${sqlColumnType(type)}${isRequired ? ' NOT NULL' : ''}`;
}
