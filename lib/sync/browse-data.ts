import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { datasetName } from '../project/dataset-name.ts';
import { findOrigin } from '../loads/find-origin.ts';
import { loadProject } from '../project/load-project.ts';
import type { DatasetListing, WarehouseListing } from '../warehouse/dataset-listing.ts';
import { countRows as countWarehouseRows } from '../warehouse/duckdb/count-rows.ts';
import { warehouseGeneration } from '../warehouse/duckdb/generation.ts';
import { listDatasets as listWarehouse } from '../warehouse/duckdb/list-datasets.ts';
import { readRow as readWarehouseRow } from '../warehouse/duckdb/read-row.ts';
import { readWindow } from '../warehouse/duckdb/read-window.ts';
import type { RowAddress, RowDetail } from '../warehouse/row-detail.ts';
import type { RowsAnswer, RowSelection, RowWindow } from '../warehouse/row-window.ts';
import { readProject, type ReadHost } from './project-gate.ts';

/** What the warehouse of a project holds, and which source each dataset is of. */
export interface ProjectListing extends WarehouseListing {
  readonly datasets: readonly (DatasetListing & { readonly source?: string })[];
}

/** Datasets, tables and columns; nothing where there is no warehouse yet. @throws DangoError `warehouse-locked`. */
export async function listDatasets(projectRoot: string, host: ReadHost = {}): Promise<ProjectListing> {
  const project = loadProject(projectRoot);
  if (!existsSync(project.paths.warehouse)) return { generation: '', datasets: [] };
  const sources = new Map(
    project.sources.map((entry) => [datasetName(entry, project.settings).toLowerCase(), entry.name]),
  );
  return await readProject(project, host, async (session, file) => ({
    generation: warehouseGeneration(file),
    datasets: (await listWarehouse(session)).map((dataset) => {
      const source = sources.get(dataset.name.toLowerCase());
      return source === undefined ? dataset : { ...dataset, source };
    }),
  }));
}

/**
 * Some rows of a table, sorted and filtered by DuckDB.
 * @throws DangoError `name-unknown`, `usage-invalid`, `warehouse-locked`, `query-failed`; the signal's reason.
 */
export async function readRows(projectRoot: string, window: RowWindow, host: ReadHost = {}): Promise<RowsAnswer> {
  return await readProject(loadProject(projectRoot), host, (session, file) => readWindow(session, file, window));
}

/** How many rows a table has, or how many of them its filters let through. @throws as {@link readRows}. */
export async function countRows(
  projectRoot: string,
  selection: Pick<RowSelection, 'dataset' | 'table' | 'filters'>,
  host: ReadHost = {},
): Promise<number> {
  return await readProject(loadProject(projectRoot), host, (session) => countWarehouseRows(session, selection));
}

/** A row as a whole, with the rows below it and where it came from. @throws as {@link readRows}. */
export async function readRow(projectRoot: string, address: RowAddress, host: ReadHost = {}): Promise<RowDetail> {
  const project = loadProject(projectRoot);
  return await readProject(project, host, (session) =>
    readWarehouseRow(session, address, ({ table, loadId, id }) =>
      findOrigin({ table, rowId: id, folder: join(project.paths.loads, loadId) }),
    ),
  );
}
