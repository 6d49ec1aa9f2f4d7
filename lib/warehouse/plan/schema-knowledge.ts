import type { StoredSchema } from '../../schema/stored-schema.ts';
import { pathKey } from '../../schema/table-plan.ts';

/** What the stored schemas of a dataset tell beyond the warehouse's own catalog. */
export interface SchemaKnowledge {
  /** The table whose rows hold a child table's list; undefined for root tables and tables that no load made. */
  parentOf(table: string): string | undefined;
  /** The path that a column, or a table, was made for. */
  ownerOf(table: string, column?: string): string | undefined;
  /** The root tables that loads of a resource made. */
  tablesOf(schemaName: string, resource: string): readonly string[];
  /** Names of the schemas that have a table as their own. */
  schemasOf(table: string): readonly string[];
}

/** Hint, on columns and child tables, with the keys that lead from the record to the value. */
export const pathHint = 'x-dango-path';

/** @param schemas the newest version of every schema in the dataset. */
export function schemaKnowledge(schemas: readonly StoredSchema[]): SchemaKnowledge {
  const tables = Object.assign({}, ...schemas.map((schema) => schema.tables)) as StoredSchema['tables'];
  return {
    parentOf: (table) => tables[table]?.parent,
    ownerOf: (table, column) => {
      const path = column === undefined ? tables[table]?.[pathHint] : tables[table]?.columns[column]?.[pathHint];
      return Array.isArray(path) && path.every((key) => typeof key === 'string') ? pathKey(path) : undefined;
    },
    tablesOf: (schemaName, resource) =>
      Object.values(schemas.find(({ name }) => name === schemaName)?.tables ?? {})
        .filter((table) => table.resource === resource && table.parent === undefined)
        .map(({ name }) => name),
    schemasOf: (table) => schemas.filter(({ tables: own }) => Object.hasOwn(own, table)).map(({ name }) => name),
  };
}
