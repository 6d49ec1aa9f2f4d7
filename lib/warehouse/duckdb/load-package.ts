import { DangoError } from '../../errors/dango-error.ts';
import type { PackageManifest } from '../../loads/manifest.ts';
import { clearUndo, writeUndoRecord } from '../../loads/undo-record.ts';
import type { DiscardedValues, LoadHost, LoadOutcome } from '../destination.ts';
import { findLosses, lossError, withFamilies } from '../plan/guard-replace.ts';
import type { LoadPlan } from '../plan/load-plan.ts';
import { schemaChanges } from '../plan/schema-changes.ts';
import { schemaKnowledge } from '../plan/schema-knowledge.ts';
import { applyChanges } from './apply-changes.ts';
import { countBefore, tableCounts } from './count-before.ts';
import { countDiscarded } from './count-discarded.ts';
import { readCatalog } from './dataset-catalog.ts';
import { findNewerRows } from './find-newer-rows.ts';
import { inTransaction } from './in-transaction.ts';
import { KeptRowChanges } from './kept-row-changes.ts';
import { isOutOfMemory, loadMemory } from './load-memory.ts';
import { createOwnTable, type OwnTable } from './own-tables.ts';
import { planWithoutRefused } from './plan-without-refused.ts';
import { readSchemas } from './read-schemas.ts';
import { readState } from './read-state.ts';
import { releaseColumns } from './release-columns.ts';
import { storedRowChanges } from './row-changes.ts';
import { RowTally } from './row-tally.ts';
import type { Session } from './session.ts';
import { createSystemTables, isLoaded } from './system-tables.ts';
import { manyRows, vacuumTasks } from './vacuum-tasks.ts';
import { writeRecords } from './write-records.ts';
import { writeResource } from './write-resource.ts';
import { writeSchemaChanges } from './write-schema-changes.ts';

/**
 * Loads a sealed package as one transaction: rows, schema, cursors and load record, all or nothing.
 * After any error everything is as before.
 */
export async function loadPackage(
  session: Session,
  manifest: PackageManifest,
  folder: string,
  host: LoadHost,
): Promise<LoadOutcome> {
  const memoryLimits = [...loadMemory(manifest)];
  const first = memoryLimits.shift();
  if (host.isScratch !== true) await session.run(`SET memory_limit = '${first}'`);
  // A replaced resource that would lose its rows is known once they are written; then all begins again without it.
  const held = new Map<string, DangoError>();
  for (;;) {
    try {
      const outcome = await loadOnce(session, manifest, folder, host, held);
      if (outcome.outcome !== 'lossy') return outcome;
      for (const [name, error] of outcome.lossy) held.set(name, error);
    } catch (error) {
      const next = memoryLimits.shift();
      if (next === undefined || !isOutOfMemory(error)) throw error;
      await session.run(`SET memory_limit = '${next}'`);
    }
  }
}

/** Nothing was written: resources would lose more rows than they may. */
interface LossyOutcome {
  readonly outcome: 'lossy';
  readonly lossy: ReadonlyMap<string, DangoError>;
}

async function loadOnce(
  session: Session,
  manifest: PackageManifest,
  folder: string,
  host: LoadHost,
  held: ReadonlyMap<string, DangoError>,
): Promise<LoadOutcome | LossyOutcome> {
  await session.run(`SET preserve_insertion_order = ${rowsOf(manifest) <= manyRows}`);
  const interrupt = (): void => session.interrupt();
  host.signal?.addEventListener('abort', interrupt);
  let outcome: LoadOutcome | LossyOutcome;
  try {
    outcome = await inTransaction(session, () => writeAll(session, manifest, folder, host, held), {
      isKept: (done) => done.outcome === 'loaded',
      explain: (error) => explain(error, manifest),
    });
  } finally {
    host.signal?.removeEventListener('abort', interrupt);
  }
  // A COMMIT behind a failed statement resolves, yet rolls back: only the load record proves it.
  if (outcome.outcome === 'loaded' && !(await isLoaded(session, manifest.dataset, manifest.load_id))) {
    throw new DangoError(`The warehouse did not keep load ${manifest.load_id}, although it reported no error.`, {
      code: 'warehouse-failed',
      hint: 'Sync again: the package is kept and loads first.',
    });
  }
  return outcome;
}

async function writeAll(
  session: Session,
  manifest: PackageManifest,
  folder: string,
  host: LoadHost,
  held: ReadonlyMap<string, DangoError>,
): Promise<LoadOutcome | LossyOutcome> {
  const { dataset, load_id: loadId } = manifest;
  // Before anything is made: of a dataset that is not there yet nothing has to be asked.
  const before = await readCatalog(session, dataset);
  const hasNewTables = await createSystemTables(session, dataset, before);
  const state = await readState(session, before, dataset, manifest.pipeline_name);
  if (before.has('_dlt_loads') && (await isLoaded(session, dataset, loadId))) {
    const nothing = { tables: new Map(), rows: new Map(), held: new Map() };
    return { outcome: 'already loaded', plan: undefined, stateVersion: state.version, ...nothing };
  }
  // Of an accepted package without cursors only newer rows of its own tables make a difference, see below.
  const isBound = manifest.saves_state && !(host.isAccepted === true && manifest.resources.every(hasNoState));
  if (isBound && state.version !== manifest.based_on) {
    return { outcome: 'outdated', savedVersion: state.version };
  }
  const newer = host.isAccepted === true ? await findNewerRows(session, before, manifest) : undefined;
  if (newer !== undefined) return { outcome: 'outdated', savedVersion: state.version, newer };
  const schemas = await readSchemas(session, before, dataset);
  const knowledge = schemaKnowledge(schemas);
  const plan = await planWithoutRefused(session, manifest, folder, before, knowledge, host, held);
  // Only when nothing is left does the load fail.
  const [first] = [...held.values(), ...plan.refused.values()];
  if (first !== undefined && plan.resources.length === 0) throw first;
  const tally = new RowTally();
  await countBefore(session, dataset, plan, before, knowledge, tally);
  const isLossy = (isWritten: boolean): LossyOutcome | undefined => {
    const lossy = plan.resources.flatMap((load): [string, DangoError][] => {
      const isKnown = isWritten || load.resource.rows === 0;
      const losses = isKnown ? findLosses(load, tableCounts(load, before, knowledge, tally)) : [];
      return losses.length === 0 ? [] : [[load.resource.name, lossError(load.resource.name, losses)]];
    });
    return lossy.length === 0
      ? undefined
      : { outcome: 'lossy', lossy: withFamilies(new Map(lossy), manifest.resources) };
  };
  const emptied = isLossy(false);
  if (emptied !== undefined) return emptied;
  await applyChanges(session, dataset, plan.changes);
  await releaseColumns(session, dataset, plan, before);
  // Before any row is touched, as all that changes the shape of a dataset.
  const ownTables = ownTablesFor(plan);
  for (const table of ownTables) await createOwnTable(session, dataset, table);
  const isChanged = hasNewTables || plan.changes.length > 0 || ownTables.length > 0;
  const catalog = isChanged ? await readCatalog(session, dataset) : before;
  clearUndo(folder);
  const rows = new KeptRowChanges({ session, dataset, folder, catalog, maxBytes: host.undoBytes ?? 0 });
  const tables = new Map<string, number>();
  const discarded: DiscardedValues[] = [];
  // What Dango notes down itself is no row of the source: an undo takes it back by the name of the load.
  const place = { rows: storedRowChanges(session, dataset), schemaName: manifest.schema_name, loadId };
  for (const [number, load] of plan.resources.entries()) {
    host.signal?.throwIfAborted();
    discarded.push(...(await countDiscarded(load, session, folder, place)));
    for (const [table, count] of await writeResource(load, {
      session,
      rows: tally.watching(rows),
      dataset,
      loadId,
      createdAt: manifest.created_at,
      folder,
      catalog,
      knowledge,
      number,
    })) {
      tables.set(table, count);
      host.onTable?.(table, count);
    }
  }
  const lost = isLossy(true);
  if (lost !== undefined) return lost;
  await writeSchemaChanges(schemaChanges(plan, discarded), place);
  const stateVersion = await writeRecords(session, manifest, { plan, catalog, state, schemas });
  if (plan.resources.some(({ resource }) => resource.is_full_refresh && before.has(resource.table))) {
    rows.hinder('it made tables anew');
  }
  if (host.isScratch !== true) {
    const parents = new Map(
      plan.resources.flatMap((load) => load.plan.tables.map(({ name, parent }) => [name, parent])),
    );
    writeUndoRecord(folder, {
      state: { before: state.version, after: stateVersion },
      tables: await rows.changed((table) => parents.get(table)),
      hindrance: rows.hindrance,
    });
  }
  await session.run(`SET max_vacuum_tasks = ${vacuumTasks(rowsOf(manifest), tally.counts)}`);
  return { outcome: 'loaded', tables, plan, discarded, rows: tally.counts, held, stateVersion };
}

function rowsOf({ resources }: PackageManifest): number {
  return resources.reduce((sum, { rows }) => sum + rows, 0);
}

function hasNoState({ incremental, state, source_state: ofSource }: PackageManifest['resources'][number]): boolean {
  return incremental === null && state === undefined && ofSource === undefined;
}

/** What a load will keep in tables of Dango's own. */
function ownTablesFor({ changes, resources }: LoadPlan): readonly OwnTable[] {
  const modes = new Set(resources.flatMap(({ breaches }) => breaches.map(({ mode }) => mode)));
  return [
    ...(changes.length > 0 || modes.size > 0 ? (['_dango_schema_changes'] as const) : []),
    ...(modes.has('quarantine') ? (['_dango_quarantine'] as const) : []),
  ];
}

function explain(error: unknown, { dataset, load_id: loadId }: PackageManifest): unknown {
  if (DangoError.is(error) || !(error instanceof Error) || error.name === 'AbortError') return error;
  return new DangoError(`Load ${loadId} into ${dataset} failed: ${error.message.split('\n')[0]}`, {
    code: 'warehouse-failed',
    hint: 'Nothing was written, and the fetched package is kept; sync again once the cause is gone.',
    context: { dataset, load_id: loadId },
    cause: error,
  });
}
