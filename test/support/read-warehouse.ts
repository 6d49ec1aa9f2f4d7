import { join } from 'node:path';
import { DuckDBInstance, DuckDBTimestampTZValue, type DuckDBValue } from '@duckdb/node-api';

/**
 * Integers within ±2^53 are numbers, larger ones `bigint`. `TIMESTAMP WITH TIME ZONE` is ISO text in UTC with six
 * decimals, other types that JSON does not know are DuckDB's own text.
 */
export type WarehouseValue = string | number | bigint | boolean | null;

export type WarehouseRow = Readonly<Record<string, WarehouseValue>>;

/** Answers queries on one open warehouse. */
export type WarehouseReader = (sql: string) => Promise<readonly WarehouseRow[]>;

/** The rows of a query on `data/warehouse.duckdb`, read without a trace: the file is free again when this returns. */
export function readWarehouse(projectRoot: string, sql: string): Promise<readonly WarehouseRow[]> {
  return withWarehouse(projectRoot, (read) => read(sql));
}

/** Lets `work` ask several queries of a file that is opened once: opening it takes longer than most queries. */
export async function withWarehouse<Result>(
  projectRoot: string,
  work: (read: WarehouseReader) => Promise<Result>,
): Promise<Result> {
  const file = join(projectRoot, 'data', 'warehouse.duckdb');
  // From the cache, because closing a second instance would drop the lock of one that this process holds.
  const instance = await DuckDBInstance.fromCache(file, { access_mode: 'READ_ONLY' });
  try {
    const connection = await instance.connect();
    try {
      return await work(async (sql) => {
        const rows = (await connection.runAndReadAll(sql)).getRowObjects();
        return rows.map((row) =>
          Object.fromEntries(Object.entries(row).map(([column, value]) => [column, simplify(value)])),
        );
      });
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

/** Row counts of every table of a schema, the system tables of a load (`_dlt_…`, `_dango_…`) left out. */
export function countRows(projectRoot: string, schema: string): Promise<Readonly<Record<string, number>>> {
  return withWarehouse(projectRoot, async (read) => {
    const tables = await read(
      `SELECT table_name FROM information_schema.tables
       WHERE table_schema = '${schema}' AND NOT starts_with(table_name, '_dlt_')
         AND NOT starts_with(table_name, '_dango_') ORDER BY 1`,
    );
    const counts: Record<string, number> = {};
    for (const { table_name: table } of tables) {
      const [row] = await read(`SELECT count(*) AS total FROM "${schema}"."${String(table)}"`);
      counts[String(table)] = Number(row?.['total']);
    }
    return counts;
  });
}

function simplify(value: DuckDBValue): WarehouseValue {
  if (typeof value === 'bigint') return BigInt.asIntN(54, value) === value ? Number(value) : value;
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof DuckDBTimestampTZValue) return toIsoText(value.micros);
  return value.toString();
}

function toIsoText(micros: bigint): string {
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = new Date(Number((micros - fraction) / 1000n)).toISOString().slice(0, 19);
  return `${seconds}.${String(fraction).padStart(6, '0')}Z`;
}
