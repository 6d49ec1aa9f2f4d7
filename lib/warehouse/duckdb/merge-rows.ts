import { join } from 'node:path';
import { lineageFile } from '../../loads/lineage-file.ts';
import type { ResourceLoad } from '../plan/load-plan.ts';
import type { MergePlan } from '../plan/merge-plan.ts';
import { deleteWithChildren } from './delete-with-children.ts';
import { countedRecordsSql, createMergeBatch, type MergeBatch } from './merge-batch.ts';
import type { ResourceWriter } from './resource-writer.ts';
import { qualify, quoteText } from './sql-text.ts';

/** Which records are to be inserted. */
interface MergedRecords {
  /** Relation of the records, with the ids that their rows get. */
  readonly source: string;
  /** Restricts them; empty for all. */
  readonly where: string;
}

/** Makes room for the records of a merge: deletes what they take the place of, with all child rows. */
export async function prepareMerge(
  load: ResourceLoad,
  merge: MergePlan,
  writer: ResourceWriter,
  source: string,
): Promise<MergedRecords> {
  const batch = await createMergeBatch(load, merge, writer, source);
  const kept = `_dango_kept_${writer.number}`;
  const isInsertOnly = merge.strategy === 'insert-only';
  const isFresh = load.disposition !== 'merge';
  const unknown = isInsertOnly && !isFresh ? unknownKeys(load, writer, batch) : '';
  await writer.session.run(
    `CREATE TEMP TABLE ${kept} AS SELECT _dlt_id FROM (${countedRecordsSql(load, merge, batch)})${unknown}`,
  );
  const keepsIds = merge.strategy === 'upsert' && !isFresh;
  const ids = keepsIds ? await keepIds(load, writer, { batch, kept }) : undefined;
  if (!isFresh && !isInsertOnly) await deleteReplaced(load, writer, batch);
  if (ids === undefined) return { source, where: `WHERE _dlt_id IN (SELECT _dlt_id FROM ${kept})` };
  const named = `SELECT s.* REPLACE (i.row_id AS _dlt_id) FROM ${source} s JOIN ${ids} i ON i.record_id = s._dlt_id`;
  return { source: `(${named})`, where: '' };
}

/**
 * Lets rows of an upsert keep the ids that they have, as in dlt, and writes down which record they come from now. Returns
 * the table with the ids of records and of their rows; undefined where all are new.
 */
async function keepIds(
  { resource, keyColumns }: ResourceLoad,
  { session, dataset, folder, number }: ResourceWriter,
  { batch, kept }: { readonly batch: MergeBatch; readonly kept: string },
): Promise<string | undefined> {
  const rows = qualify(session.catalog, dataset, resource.table);
  const keys = keyColumns.map((_, position) => `b._key_${position}`);
  const ids = `_dango_ids_${number}`;
  await session.run(
    `CREATE TEMP TABLE ${ids} AS SELECT b._dlt_id AS record_id, min(t._dlt_id) AS row_id
     FROM (SELECT _dlt_id, ${keys.join(', ').replaceAll('b.', '')} FROM ${batch.name} SEMI JOIN ${kept} USING (_dlt_id)) b
     JOIN ${rows} t ON ${batch.samePrimaryKey} WHERE t._dlt_id IS NOT NULL GROUP BY b._dlt_id`,
  );
  const known = await session.rows(`SELECT 1 FROM ${ids} LIMIT 1`);
  if (known.length === 0) return undefined;
  await session.run(
    `COPY (SELECT row_id, record_id FROM ${ids} ORDER BY row_id) TO ${quoteText(join(folder, lineageFile(resource.table)))} (FORMAT json)`,
  );
  await session.run(
    `INSERT INTO ${ids} SELECT _dlt_id, _dlt_id FROM ${kept} WHERE _dlt_id NOT IN (SELECT record_id FROM ${ids})`,
  );
  return ids;
}

/** Leaves out the records whose rows are there. */
function unknownKeys(load: ResourceLoad, { session, dataset }: ResourceWriter, batch: MergeBatch): string {
  const rows = qualify(session.catalog, dataset, load.resource.table);
  return ` WHERE _dlt_id NOT IN (SELECT b._dlt_id FROM ${batch.name} b SEMI JOIN ${rows} t ON ${batch.samePrimaryKey})`;
}

/**
 * Deletes the rows whose keys come anew; where there are both kinds of keys, one of them is enough. They go by their key:
 * another tool may have written them without an id.
 */
async function deleteReplaced(
  load: ResourceLoad,
  writer: ResourceWriter,
  { name, samePrimaryKey, sameMergeKey }: MergeBatch,
): Promise<void> {
  const conditions = [samePrimaryKey, sameMergeKey].filter((condition) => condition !== undefined);
  const [only] = conditions;
  if (only === undefined) return;
  const which = conditions.map((condition) => `EXISTS (SELECT 1 FROM ${name} b WHERE ${condition})`).join(' OR ');
  await deleteWithChildren(load, writer, {
    select: conditions.length === 1 ? `t SEMI JOIN ${name} b ON ${only}` : `t WHERE ${which}`,
    which,
  });
}
