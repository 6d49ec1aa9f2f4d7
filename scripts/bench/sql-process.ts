// Runs statements in DuckDB and prints how long that took: `node sql-process.ts DATABASE STATEMENT…`.
import { DuckDBInstance } from '@duckdb/node-api';

const [, , file = '', ...statements] = process.argv;
const startedAt = performance.now();
const instance = await DuckDBInstance.create(file);
const connection = await instance.connect();
for (const statement of statements) await connection.run(statement);
connection.closeSync();
// What is not yet in the file is written now.
instance.closeSync();
process.stdout.write(JSON.stringify({ wallMs: performance.now() - startedAt }));
