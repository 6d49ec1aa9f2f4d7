import type { QueryResult } from '../query-result.ts';
import { createDuckdbDestination, type DuckdbOptions } from './duckdb-destination.ts';

export interface WarehouseQuery extends DuckdbOptions {
  readonly sql: string;
  /** Rows that are fetched at most. Default 10,000. */
  readonly maxRows?: number | undefined;
}

/**
 * Runs SQL that a person typed, on a connection that sees the tables and nothing else of the machine: no files, no
 * network, no changes. Whole numbers come as numbers, and as `bigint` beyond ±2^53.
 * @throws DangoError `query-failed` with DuckDB's words, `warehouse-locked`.
 */
export async function queryWarehouse({ sql, maxRows, ...options }: WarehouseQuery): Promise<QueryResult> {
  return await createDuckdbDestination(options).query(sql, { maxRows, integers: 'numbers' });
}
