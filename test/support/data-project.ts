import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { withWriter } from '../../lib/warehouse/duckdb/gate.ts';
import { createTempProject, type TempProject, type TempProjectFiles } from './temp-project.ts';

export interface DataProject extends TempProject {
  /** The DuckDB file. */
  readonly file: string;
  /** Changes the warehouse, as a load of this process would. */
  run(...statements: readonly string[]): Promise<void>;
}

/** A project whose warehouse is made by SQL. */
export async function createDataProject(
  statements: readonly string[] = [],
  files: TempProjectFiles = {},
): Promise<DataProject> {
  const project = await createTempProject(files);
  const file = project.path('data/warehouse.duckdb');
  mkdirSync(dirname(file), { recursive: true });
  const run = async (...list: readonly string[]): Promise<void> => {
    await withWriter({ file, waitMs: 5000 }, async (session) => {
      for (const statement of list) await session.run(statement);
    });
  };
  if (statements.length > 0) await run(...statements);
  return { ...project, file, run };
}
