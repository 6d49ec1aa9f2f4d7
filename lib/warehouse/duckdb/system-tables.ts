import { stateEngineVersion, type EncodedState } from '../pipeline-state.ts';
import type { Catalog } from '../plan/table-tree.ts';
import { qualify } from './sql-text.ts';
import type { Session } from './session.ts';

/** dlt's tables, with the columns and types that dlt itself makes. */
const systemTables: Readonly<Record<string, string>> = {
  _dlt_loads:
    'load_id VARCHAR NOT NULL, schema_name VARCHAR, status BIGINT NOT NULL, inserted_at TIMESTAMP WITH TIME ZONE NOT NULL, schema_version_hash VARCHAR',
  _dlt_version:
    'version BIGINT NOT NULL, engine_version BIGINT NOT NULL, inserted_at TIMESTAMP WITH TIME ZONE NOT NULL, schema_name VARCHAR NOT NULL, version_hash VARCHAR NOT NULL, schema VARCHAR NOT NULL',
  _dlt_pipeline_state:
    'version BIGINT NOT NULL, engine_version BIGINT NOT NULL, pipeline_name VARCHAR NOT NULL, state VARCHAR NOT NULL, created_at TIMESTAMP WITH TIME ZONE NOT NULL, version_hash VARCHAR, _dlt_load_id VARCHAR NOT NULL, _dlt_id VARCHAR NOT NULL',
};

/** Makes those that a dataset does not have yet; returns whether there were any. */
export async function createSystemTables(session: Session, dataset: string, catalog: Catalog): Promise<boolean> {
  const missing = Object.entries(systemTables).filter(([table]) => !catalog.has(table));
  if (missing.length === 0) return false;
  await session.run(`CREATE SCHEMA IF NOT EXISTS ${qualify(session.catalog, dataset)}`);
  for (const [table, columns] of missing) {
    await session.run(`CREATE TABLE IF NOT EXISTS ${qualify(session.catalog, dataset, table)} (${columns})`);
  }
  return true;
}

export async function isLoaded(session: Session, dataset: string, loadId: string): Promise<boolean> {
  const table = qualify(session.catalog, dataset, '_dlt_loads');
  const rows = await session.rows(`SELECT 1 FROM ${table} WHERE load_id = $1 AND status = 0`, [loadId]);
  return rows.length > 0;
}

export async function writeState(
  session: Session,
  dataset: string,
  {
    loadId,
    pipelineName,
    state,
  }: { readonly loadId: string; readonly pipelineName: string; readonly state: EncodedState },
): Promise<void> {
  await session.run(
    `INSERT INTO ${qualify(session.catalog, dataset, '_dlt_pipeline_state')} VALUES ($1, $2, $3, $4, now(), $5, $6, $7)`,
    [state.version, stateEngineVersion, pipelineName, state.text, state.hash, loadId, `${loadId}.state`],
  );
}

/** @param hash of the schema's version; null: of none. */
export async function writeLoadRecord(
  session: Session,
  dataset: string,
  { loadId, schemaName, hash }: { readonly loadId: string; readonly schemaName: string; readonly hash: string | null },
): Promise<void> {
  await session.run(`INSERT INTO ${qualify(session.catalog, dataset, '_dlt_loads')} VALUES ($1, $2, 0, now(), $3)`, [
    loadId,
    schemaName,
    hash,
  ]);
}
