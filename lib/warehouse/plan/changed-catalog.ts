import type { TableChange } from './load-plan.ts';
import type { Catalog } from './table-tree.ts';

/**
 * What a dataset will hold once its shape has changed. Pure.
 * @param typeText the warehouse's own word for a type.
 */
export function changedCatalog(
  catalog: Catalog,
  changes: readonly TableChange[],
  typeText: (type: Extract<TableChange, { change: 'widen column' }>['to']) => string,
): Catalog {
  const next = new Map([...catalog].map(([table, columns]) => [table, new Map(columns)] as const));
  for (const change of changes) {
    switch (change.change) {
      case 'drop table':
        next.delete(change.table);
        break;
      case 'create table':
        next.set(change.table, new Map(change.columns.map(({ name, type }) => [name, typeText(type)])));
        break;
      case 'add column':
        next.get(change.table)?.set(change.column.name, typeText(change.column.type));
        break;
      case 'widen column':
        next.get(change.table)?.set(change.column, typeText(change.to));
        break;
    }
  }
  return next;
}
