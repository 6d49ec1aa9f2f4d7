import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const root = dirname(dirname(import.meta.dirname));

const program = `
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(process.argv[1]);
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(process.argv[2]);
  console.log(JSON.stringify(reader.getRowsJson()));
  connection.closeSync();
  instance.closeSync();`;

/** Runs SQL in a process of its own, as another program would; the rows of the last statement. */
export async function runDuckdb(file: string, sql: string): Promise<unknown> {
  const words = ['--input-type=module', '--eval', program, file, sql];
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root });
  return JSON.parse(stdout);
}
