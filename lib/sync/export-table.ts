import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadProject } from '../project/load-project.ts';
import { exportRows } from '../warehouse/duckdb/export-rows.ts';
import type { ExportFormat } from '../warehouse/export-format.ts';
import type { RowSelection } from '../warehouse/row-window.ts';
import { readProject, type ReadHost } from './project-gate.ts';

export interface TableExport extends RowSelection {
  readonly format: ExportFormat;
}

/** A file below `.dango/cache`, there until it is disposed of. */
export interface ExportedFile {
  /** Absolute path. */
  readonly file: string;
  readonly bytes: number;
  /** What a person would call it: `raw_shop.orders.csv`. */
  readonly fileName: string;
  /** Deletes the file. */
  dispose(): void;
}

/** A file that nobody disposed of is deleted after this long. */
const abandonedMs = 3_600_000;

/**
 * Writes a table to a file, complete.
 * @throws DangoError `name-unknown`, `usage-invalid`, `warehouse-locked`, `query-failed`; the signal's reason.
 */
export async function exportTable(
  projectRoot: string,
  { format, ...selection }: TableExport,
  host: ReadHost = {},
): Promise<ExportedFile> {
  const project = loadProject(projectRoot);
  const folder = join(project.paths.cache, 'exports');
  mkdirSync(folder, { recursive: true });
  deleteAbandoned(folder);
  const file = join(folder, `${randomUUID()}.${format}`);
  const dispose = (): void => rmSync(file, { force: true });
  try {
    await readProject(project, host, (session) => exportRows(session, selection, { file, format }));
  } catch (error) {
    dispose();
    throw error;
  }
  return { file, bytes: statSync(file).size, fileName: fileNameOf(selection, format), dispose };
}

/** Without what file systems or HTTP headers do not take. */
function fileNameOf({ dataset, table }: RowSelection, format: ExportFormat): string {
  return `${`${dataset}.${table}`.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 150)}.${format}`;
}

function deleteAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const changedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - changedMs > abandonedMs) rmSync(path, { force: true });
  }
}
