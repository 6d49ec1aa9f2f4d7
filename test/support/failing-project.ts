import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { runCliHere } from './run-cli-here.ts';
import type { CliResult } from './run-cli.ts';
import { startServer } from './start-server.ts';
import { createTempProject, type TempProject, type TempProjectFiles } from './temp-project.ts';
import { fingerprintWarehouse } from './warehouse-file.ts';

/** Value of `TOKEN` in every project that is made here. */
export const tokenOfProject = 'very-secret-token';

let seed: Promise<Buffer> | undefined;

/** The warehouse of a project that was synced. */
async function syncSeed(): Promise<Buffer> {
  await using server = await startServer(() => ({ json: [{ id: 1 }, { id: 2 }] }));
  const sourcesYml = `version: 1
sources:
  - name: kept
    type: rest_api
    rest_api:
      base_url: ${server.url}
      resources: [{ name: items, endpoint: /items }]
`;
  await using project = await createTempProject({ sourcesYml });
  expect(await runCliHere(project.root, ['sync'])).toMatchObject({ exitCode: 0 });
  return await readFile(project.path('data/warehouse.duckdb'));
}

/** A project whose warehouse has rows of an earlier sync (`raw_kept.items`). `.env` has `TOKEN` and what `env` adds. */
export async function createFilledProject({ env, ...files }: TempProjectFiles): Promise<TempProject> {
  const warehouse = await (seed ??= syncSeed());
  const project = await createTempProject({ env: { TOKEN: tokenOfProject, ...env }, ...files });
  await mkdir(project.path('data'));
  await writeFile(project.path('data/warehouse.duckdb'), warehouse);
  return project;
}

export interface Failure {
  readonly exitCode: number | null;
  /** What a person sees, errors first. */
  readonly text: string;
  readonly seconds: number;
}

/**
 * Runs a command, and checks what holds for every one that fails: the warehouse stays as it is, no secret is told.
 * @param run Default: in this process.
 */
export async function runFailing(
  { root }: TempProject,
  argv: readonly string[] = ['sync'],
  run: (root: string, argv: readonly string[]) => Promise<CliResult> = runCliHere,
): Promise<Failure> {
  const before = fingerprintWarehouse(root);
  const startedAt = performance.now();
  const { exitCode, stdout, stderr } = await run(root, argv);
  const seconds = (performance.now() - startedAt) / 1000;
  expect(fingerprintWarehouse(root)).toBe(before);
  expect(stdout + stderr).not.toContain(tokenOfProject);
  return { exitCode, text: stderr + stdout, seconds };
}
