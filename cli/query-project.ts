import { queryWarehouse, type Project, type QueryResult } from '../lib/index.ts';

/** Asks the warehouse of a project. Throws `query-failed`, `warehouse-locked`. */
export function queryProject({ paths, settings }: Project, sql: string, maxRows: number): Promise<QueryResult> {
  const { warehouse: location, limits } = settings;
  return queryWarehouse({ file: paths.warehouse, location, waitMs: limits.warehouseWaitSeconds * 1000, sql, maxRows });
}
