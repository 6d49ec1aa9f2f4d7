import type { DatasetOverview } from '../destination.ts';
import { readCatalog } from './dataset-catalog.ts';
import { readState } from './read-state.ts';
import type { Session } from './session.ts';
import { qualify } from './sql-text.ts';

/** Loads that are told; older ones stay in the table. */
const maxLoads = 20;

export async function readOverview(session: Session, dataset: string, pipelineName: string): Promise<DatasetOverview> {
  const catalog = await readCatalog(session, dataset);
  const state = await readState(session, catalog, dataset, pipelineName);
  const tables: DatasetOverview['tables'][number][] = [];
  for (const [name, columns] of catalog) {
    const [count] = await session.rows(
      `SELECT count(*)::INTEGER AS rows FROM ${qualify(session.catalog, dataset, name)}`,
    );
    tables.push({
      name,
      rows: Number(count?.['rows'] ?? 0),
      columns: [...columns].map(([column, type]) => ({ name: column, type })),
    });
  }
  return { state, loads: catalog.has('_dlt_loads') ? await readLoads(session, dataset) : [], tables };
}

async function readLoads(session: Session, dataset: string): Promise<DatasetOverview['loads']> {
  const rows = await session.rows(
    `SELECT load_id, inserted_at::VARCHAR AS inserted_at, status::INTEGER AS status
     FROM ${qualify(session.catalog, dataset, '_dlt_loads')} ORDER BY load_id DESC LIMIT ${maxLoads}`,
  );
  return rows.map((row) => ({
    load_id: String(row['load_id']),
    inserted_at: String(row['inserted_at']),
    status: Number(row['status']),
  }));
}
