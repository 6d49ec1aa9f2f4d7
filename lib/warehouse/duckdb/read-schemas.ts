import { inflateSync } from 'node:zlib';
import type { StoredSchema } from '../../schema/stored-schema.ts';
import type { HasTable } from './dataset-catalog.ts';
import type { Session } from './session.ts';
import { qualify } from './sql-text.ts';

/** The newest version of every schema that was loaded into a dataset, by Dango or by dlt. */
export async function readSchemas(
  session: Session,
  tables: HasTable,
  dataset: string,
): Promise<readonly StoredSchema[]> {
  if (!tables.has('_dlt_version')) return [];
  const rows = await session.rows(
    `SELECT schema FROM ${qualify(session.catalog, dataset, '_dlt_version')}
     QUALIFY row_number() OVER (PARTITION BY schema_name ORDER BY version DESC, inserted_at DESC) = 1`,
  );
  return rows.map((row) => parseSchema(String(row['schema'])));
}

/** dlt compresses a schema where a text may not be long. */
export function parseSchema(text: string): StoredSchema {
  const json = text.startsWith('{') ? text : inflateSync(Buffer.from(text, 'base64')).toString('utf8');
  return JSON.parse(json) as StoredSchema;
}
