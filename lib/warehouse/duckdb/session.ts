import type {
  DuckDBConnection,
  DuckDBInstance,
  DuckDBPreparedStatement,
  DuckDBValue,
  DuckDBValueConverter,
  Json,
} from '@duckdb/node-api';
import { crashPoint } from '../../util/crash-point.ts';

/** One connection to an open database, with the few calls that the room needs. */
export class Session {
  readonly #connection: DuckDBConnection;
  /** Name of the database among DuckDB's catalogs: the file's name without its ending. */
  readonly catalog: string;

  private constructor(connection: DuckDBConnection, catalog: string) {
    this.#connection = connection;
    this.catalog = catalog;
  }

  /** The same connection, for another of its databases. */
  at(catalog: string): Session {
    return new Session(this.#connection, catalog);
  }

  static async open(instance: DuckDBInstance): Promise<Session> {
    const connection = await instance.connect();
    const session = new Session(connection, '');
    // Texts without a zone are instants in UTC, whatever the machine's zone is.
    await session.run("SET timezone = 'UTC'");
    const [row] = await session.rows('SELECT current_database() AS name');
    return new Session(connection, String(row?.['name']));
  }

  /** Runs a statement and tells how many rows it changed. */
  async run(sql: string, parameters?: readonly DuckDBValue[]): Promise<number> {
    crashPoint('statement');
    const result = await this.#connection.run(sql, parameters === undefined ? undefined : [...parameters]);
    return result.rowsChanged;
  }

  /** All rows of an answer, values in their JSON form. */
  async rows(sql: string, parameters?: readonly DuckDBValue[]): Promise<readonly Record<string, unknown>[]> {
    const values = parameters === undefined ? undefined : [...parameters];
    const reader = await this.#connection.runAndReadAll(sql, values);
    return reader.getRowObjectsJson();
  }

  /** The same, each row as a list. */
  async rowArrays(sql: string, parameters: readonly DuckDBValue[] = []): Promise<readonly (readonly unknown[])[]> {
    const reader = await this.#connection.runAndReadAll(sql, [...parameters]);
    return reader.getRowsJson();
  }

  /** One column of numbers that may have millions of rows. */
  async numbers(
    sql: string,
    type: 'UINTEGER' | 'BIGINT',
    parameters: readonly DuckDBValue[],
  ): Promise<Uint32Array | BigInt64Array> {
    // Not streamed: a stream that is not read to its end keeps the lock of the file.
    const result = await this.#connection.run(sql, [...parameters]);
    const all = type === 'UINTEGER' ? new Uint32Array(result.rowCount) : new BigInt64Array(result.rowCount);
    let position = 0;
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return all;
      for (const value of chunk.getColumnValues(0)) {
        if (typeof value === 'number' || typeof value === 'bigint') all[position++] = value;
      }
    }
  }

  /** Names and types of the columns that a statement would give. */
  async describe(sql: string): Promise<readonly { readonly name: string; readonly type: string }[]> {
    const statement = await this.#connection.prepare(sql);
    try {
      return columnsOf(statement);
    } finally {
      statement.destroySync();
    }
  }

  /** How many statements a text has, of what kind the only one is, and which columns it would give. */
  async inspect(sql: string): Promise<{
    readonly count: number;
    readonly kind: 'select' | 'explain' | 'other';
    readonly columns: readonly { readonly name: string; readonly type: string }[];
  }> {
    const { StatementType } = await import(/* turbopackIgnore: true */ '@duckdb/node-api');
    const kinds = new Map([
      [StatementType.SELECT, 'select' as const],
      [StatementType.EXPLAIN, 'explain' as const],
    ]);
    const statements = await this.#connection.extractStatements(sql);
    if (statements.count !== 1) return { count: statements.count, kind: 'other', columns: [] };
    const statement = await statements.prepare(0);
    try {
      const kind = kinds.get(statement.statementType) ?? 'other';
      return { count: 1, kind, columns: kind === 'other' ? [] : columnsOf(statement) };
    } finally {
      statement.destroySync();
    }
  }

  /** @param integers whether whole numbers of 64 bits and more come as exact text, or as numbers and `bigint`. */
  async rowsUntil(
    sql: string,
    maxRows: number,
    integers: 'text' | 'numbers' = 'text',
  ): Promise<{ columns: { name: string; type: string }[]; rows: unknown[][] }> {
    const reader = await this.#connection.runAndReadUntil(sql, maxRows);
    const types = reader.columnTypes();
    const columns = reader.columnNames().map((name, position) => ({ name, type: String(types[position]) }));
    if (integers === 'text') return { columns, rows: reader.getRowsJson() };
    const { JsonDuckDBValueConverter } = await import(/* turbopackIgnore: true */ '@duckdb/node-api');
    const convert: DuckDBValueConverter<Json | bigint> = (value, type, converter) => {
      if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
      // It only hands the converter on, for what is nested.
      return JsonDuckDBValueConverter(value, type, converter as DuckDBValueConverter<Json>);
    };
    return { columns, rows: reader.convertRows(convert) };
  }

  interrupt(): void {
    this.#connection.interrupt();
  }

  close(): void {
    this.#connection.closeSync();
  }
}

/** JSON is a VARCHAR that has another name. */
function columnsOf(statement: DuckDBPreparedStatement): { name: string; type: string }[] {
  return Array.from({ length: statement.columnCount }, (_, position) => {
    const type = statement.columnType(position);
    return { name: statement.columnName(position), type: type.alias ?? String(type) };
  });
}
