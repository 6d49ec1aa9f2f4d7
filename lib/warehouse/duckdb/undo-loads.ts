import { join } from 'node:path';
import { DangoError } from '../../errors/dango-error.ts';
import { createLoadId } from '../../loads/load-id.ts';
import { encodeNextState } from '../pipeline-state.ts';
import { undoneStatus, undoRefused, type UndoLoad, type UndonePipeline } from '../plan/plan-undo.ts';
import type { Catalog } from '../plan/table-tree.ts';
import { readCatalog } from './dataset-catalog.ts';
import { inTransaction } from './in-transaction.ts';
import { countTableRows } from './read-dataset-facts.ts';
import { readSchemas } from './read-schemas.ts';
import { readUndo } from './read-undo.ts';
import type { Session } from './session.ts';
import { qualify, quoteName, quoteText } from './sql-text.ts';
import { isLoaded, writeLoadRecord, writeState } from './system-tables.ts';

type UndoneLoad = UndonePipeline['loads'][number];

/**
 * Takes loads back, as one transaction: their rows go, the rows that they took away come back, the state of before is
 * saved as a new version. Tables and columns that they made stay. After any error everything is as before.
 * @param loads newest first.
 * @throws DangoError `undo-refused`, `warehouse-failed`.
 */
export async function undoLoads(session: Session, loads: readonly UndoLoad[]): Promise<readonly UndonePipeline[]> {
  const nowMs = performance.timeOrigin + performance.now();
  // Each its own microsecond, because ids of states come from it.
  const idOf = (index: number): string => createLoadId(nowMs + index * 0.002);
  const work = async (): Promise<readonly UndonePipeline[]> => {
    const found = await readUndo(session, loads);
    for (const [index, pipeline] of found.entries()) await undoPipeline(session, pipeline, idOf(index));
    return found;
  };
  const pipelines = await inTransaction(session, work, { explain });
  // A COMMIT behind a failed statement resolves, yet rolls back: only the load record proves it.
  for (const [index, { dataset }] of pipelines.entries()) {
    if (await isLoaded(session, dataset, idOf(index))) continue;
    throw new DangoError(`The warehouse did not keep the undo in ${dataset}, although it reported no error.`, {
      code: 'warehouse-failed',
      hint: 'Try again; nothing was undone.',
    });
  }
  return pipelines;
}

async function undoPipeline(session: Session, pipeline: UndonePipeline, loadId: string): Promise<void> {
  const { dataset, schemaName, pipelineName, state, restoredState } = pipeline;
  const catalog = await readCatalog(session, dataset);
  for (const [number, load] of pipeline.loads.entries()) {
    await undoRows(session, load, { number, catalog });
    if (!catalog.has('_dango_quarantine')) continue;
    const aside = qualify(session.catalog, dataset, '_dango_quarantine');
    await session.run(`DELETE FROM ${aside} WHERE _dlt_load_id = $1`, [load.manifest.load_id]);
  }
  if (restoredState !== undefined) {
    const next = encodeNextState(state, restoredState, { pipelineName, dataset, schemaName });
    if (next !== undefined) await writeState(session, dataset, { loadId, pipelineName, state: next });
  }
  for (const { manifest } of pipeline.loads) {
    await session.run(
      `UPDATE ${qualify(session.catalog, dataset, '_dlt_loads')} SET status = ${undoneStatus} WHERE load_id = $1`,
      [manifest.load_id],
    );
  }
  const schemas = await readSchemas(session, catalog, dataset);
  const hash = schemas.find(({ name }) => name === schemaName)?.version_hash ?? null;
  await writeLoadRecord(session, dataset, { loadId, schemaName, hash });
}

async function undoRows(
  session: Session,
  load: UndoneLoad,
  { number, catalog }: { readonly number: number; readonly catalog: Catalog },
): Promise<void> {
  const { dataset, load_id: loadId } = load.manifest;
  const changed = Object.entries(load.record.tables);
  await removeRows(session, load, number);
  for (const [table, { kept }] of changed) {
    const name = qualify(session.catalog, dataset, table);
    for (const { file, rows, changed: change } of kept) {
      const before = `read_parquet(${quoteText(join(load.folder, file))}, hive_partitioning = false)`;
      if (change !== undefined) {
        // What the load changed is told by the value that it set, because ids of another tool may come twice.
        const type = catalog.get(table)?.get(change.column) ?? 'VARCHAR';
        const isChanged = `${quoteName(change.column)} = CAST(${quoteText(change.value)} AS ${type})`;
        const gone = await session.run(
          `DELETE FROM ${name} WHERE ${isChanged} AND _dlt_id IN (SELECT _dlt_id FROM ${before})`,
        );
        if (gone !== rows) throw changedSince(table, loadId);
      }
      const restored = await session.run(`INSERT INTO ${name} BY NAME SELECT * FROM ${before}`);
      if (restored !== rows) throw changedSince(table, loadId);
    }
  }
  const counts = await countTableRows(
    session,
    changed.map(([table]) => ({ dataset, table })),
  );
  for (const [position, [table, { rows, inserted, removed }]] of changed.entries()) {
    if (counts[position] !== rows - inserted + removed) throw changedSince(table, loadId);
  }
}

/** Root rows are found by the load that brought them, child rows by their parents; from the bottom up they go. */
async function removeRows(session: Session, { manifest, record }: UndoneLoad, number: number): Promise<void> {
  const { dataset, load_id: loadId } = manifest;
  const filled = Object.entries(record.tables).filter(([, { inserted }]) => inserted > 0);
  const gone = new Map<string, string>();
  const note = async (table: string): Promise<void> => {
    const { parent } = record.tables[table] ?? {};
    const name = `_dango_undone_${number}_${gone.size}`;
    const which =
      parent === undefined
        ? `_dlt_load_id = ${quoteText(loadId)}`
        : `_dlt_parent_id IN (SELECT _dlt_id FROM ${gone.get(parent)})`;
    await session.run(
      `CREATE OR REPLACE TEMP TABLE ${name} AS SELECT _dlt_id FROM ${qualify(session.catalog, dataset, table)} WHERE ${which}`,
    );
    gone.set(table, name);
    for (const [child, changes] of filled) if (changes.parent === table) await note(child);
  };
  for (const [table, { parent }] of filled) if (parent === undefined) await note(table);
  for (const [table, ids] of [...gone].toReversed()) {
    const { parent, inserted } = record.tables[table] ?? {};
    const which =
      parent === undefined ? `_dlt_load_id = ${quoteText(loadId)}` : `_dlt_id IN (SELECT _dlt_id FROM ${ids})`;
    const removed = await session.run(`DELETE FROM ${qualify(session.catalog, dataset, table)} WHERE ${which}`);
    if (removed !== inserted) throw changedSince(table, loadId);
  }
}

function changedSince(table: string, loadId: string): DangoError {
  return undoRefused(`The rows of ${table} are not those that load ${loadId} left`, {
    hint: 'Something else changed them since. Nothing was undone.',
    loadId,
  });
}

function explain(error: unknown): unknown {
  if (DangoError.is(error) || !(error instanceof Error)) return error;
  return new DangoError(`Undoing failed: ${error.message.split('\n')[0]}`, {
    code: 'warehouse-failed',
    hint: 'Nothing was undone; try again once the cause is gone.',
    cause: error,
  });
}
