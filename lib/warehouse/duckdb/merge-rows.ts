import type { ResourceLoad } from '../plan/load-plan.ts';
import type { MergePlan } from '../plan/merge-plan.ts';
import { deleteWithChildren } from './delete-with-children.ts';
import { countedRecordsSql, createMergeBatch, type MergeBatch } from './merge-batch.ts';
import type { ResourceWriter } from './resource-writer.ts';
import { qualify } from './sql-text.ts';

/**
 * Makes room for the records of a merge: deletes what they take the place of, with all child rows. Returns the restriction
 * to the records that are to be inserted.
 */
export async function prepareMerge(
  load: ResourceLoad,
  merge: MergePlan,
  writer: ResourceWriter,
  source: string,
): Promise<string> {
  const batch = await createMergeBatch(load, merge, writer, source);
  const kept = `_dango_kept_${writer.number}`;
  const isInsertOnly = merge.strategy === 'insert-only';
  const isFresh = load.disposition !== 'merge';
  const unknown = isInsertOnly && !isFresh ? unknownKeys(load, writer, batch) : '';
  await writer.session.run(
    `CREATE TEMP TABLE ${kept} AS SELECT _dlt_id FROM (${countedRecordsSql(load, merge, batch)})${unknown}`,
  );
  if (!isFresh && !isInsertOnly) await deleteReplaced(load, writer, batch);
  return `WHERE _dlt_id IN (SELECT _dlt_id FROM ${kept})`;
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
