import type { Session } from './session.ts';
import { qualify } from './sql-text.ts';

/**
 * Tables of Dango's own in a dataset. They are made where there is something to keep, so that a dataset that nothing
 * happened to is as dlt makes it. dlt does not look at them.
 */
export const ownTables = {
  /** Rows that a contract put aside; `_dlt_id` leads to the exchange as that of any row does. */
  _dango_quarantine:
    '_dlt_load_id VARCHAR NOT NULL, _dlt_id VARCHAR NOT NULL, schema_name VARCHAR NOT NULL, resource_name VARCHAR NOT NULL, table_name VARCHAR NOT NULL, reason VARCHAR NOT NULL, record JSON, inserted_at TIMESTAMP WITH TIME ZONE NOT NULL',
  /** What changed the shape of the dataset, see `SchemaChange`. */
  _dango_schema_changes:
    '_dlt_load_id VARCHAR NOT NULL, schema_name VARCHAR NOT NULL, position BIGINT NOT NULL, inserted_at TIMESTAMP WITH TIME ZONE NOT NULL, change VARCHAR NOT NULL, table_name VARCHAR NOT NULL, column_name VARCHAR, data_type VARCHAR, previous_type VARCHAR, resource_name VARCHAR, exchange BIGINT, detail JSON',
} as const;

export type OwnTable = keyof typeof ownTables;

export async function createOwnTable(session: Session, dataset: string, table: OwnTable): Promise<void> {
  await session.run(`CREATE TABLE IF NOT EXISTS ${qualify(session.catalog, dataset, table)} (${ownTables[table]})`);
}
