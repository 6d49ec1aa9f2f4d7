import { readFileSync } from 'node:fs';
import { DangoError } from '../errors/dango-error.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { writeFileAtomic } from '../util/write-file-atomic.ts';
import type { PreviewTable } from './preview-event.ts';

const expectationFormat = 1;

/** What a test is expected to give, as JSON in a file. */
export interface Expectation {
  readonly dango_expectation: number;
  readonly source: string;
  /** Exchanges in all. */
  readonly requests: number;
  readonly tables: Readonly<Record<string, ExpectedTable>>;
}

export interface ExpectedTable {
  readonly rows: number;
  /** Types in DuckDB's words, by column; those of Dango's own columns are left out. */
  readonly columns: Readonly<Record<string, string>>;
}

/** What a test gave, in the form of an expectation. */
export function expectationOf(source: string, requests: number, tables: readonly PreviewTable[]): Expectation {
  return {
    dango_expectation: expectationFormat,
    source,
    requests,
    tables: Object.fromEntries(
      tables.map(({ name, rowCount, columns }) => [
        name,
        { rows: rowCount, columns: Object.fromEntries(columns.filter(isOwn).map(({ name, type }) => [name, type])) },
      ]),
    ),
  };
}

/** What came differently, one sentence each; empty where all is as expected. */
export function compareExpectation(expected: Expectation, given: Expectation): readonly string[] {
  const names = [...new Set([...Object.keys(expected.tables), ...Object.keys(given.tables)])];
  const requests =
    expected.requests === given.requests
      ? []
      : [`${expected.requests} requests were expected, ${given.requests} came.`];
  return [...requests, ...names.flatMap((name) => compareTable(name, expected.tables[name], given.tables[name]))];
}

function compareTable(name: string, expected: ExpectedTable | undefined, given: ExpectedTable | undefined): string[] {
  if (given === undefined) return [`Table ${name} was expected and did not come.`];
  if (expected === undefined) return [`Table ${name} came and was not expected.`];
  const columns = [...new Set([...Object.keys(expected.columns), ...Object.keys(given.columns)])];
  return [
    ...(expected.rows === given.rows ? [] : [`${name}: ${expected.rows} rows were expected, ${given.rows} came.`]),
    ...columns.flatMap((column) => {
      const [was, is] = [expected.columns[column], given.columns[column]];
      if (was === is) return [];
      if (is === undefined) return [`${name}.${column} (${was}) was expected and did not come.`];
      if (was === undefined) return [`${name}.${column} (${is}) came and was not expected.`];
      return [`${name}.${column} was expected as ${was} and is ${is}.`];
    }),
  ];
}

/** @throws DangoError `usage-invalid` for a file that cannot be read or holds something else. */
export function readExpectation(file: string): Expectation {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw unreadable(file, cause instanceof Error ? cause.message : String(cause));
  }
  if (!isPlainObject(value) || value['dango_expectation'] !== expectationFormat || !areTables(value['tables'])) {
    throw unreadable(file, `it is no {"dango_expectation":${expectationFormat},…}`);
  }
  return value as unknown as Expectation;
}

export function writeExpectation(file: string, expectation: Expectation): void {
  writeFileAtomic(file, `${JSON.stringify(expectation, null, 2)}\n`);
}

function isOwn({ name }: PreviewTable['columns'][number]): boolean {
  return !name.startsWith('_dlt_');
}

function areTables(value: unknown): boolean {
  return (
    isPlainObject(value) &&
    Object.values(value).every((table) => isPlainObject(table) && isPlainObject(table['columns']))
  );
}

function unreadable(file: string, problem: string): DangoError {
  return new DangoError(`${file} cannot be compared with: ${problem}.`, {
    code: 'usage-invalid',
    hint: 'Write it with: dango source test NAME --write-expect FILE',
  });
}
