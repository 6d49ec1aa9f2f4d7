import { DangoError } from '../../errors/dango-error.ts';
import type { PackageManifest } from '../../loads/manifest.ts';
import type { UndoRecord } from '../../loads/undo-record.ts';
import type { PipelineState, StateContent } from '../pipeline-state.ts';

/** A load that is to be undone. */
export interface UndoLoad {
  readonly manifest: PackageManifest;
  /** Absolute path of its package. */
  readonly folder: string;
  /** Undefined: nothing was written down, or it is gone. */
  readonly record: UndoRecord | undefined;
  /** Whether the rows that it took away lie in the package as they were written. */
  readonly hasKeptRows: boolean;
  /** Whether it waits to be loaded, as far as its package tells; after a crash the warehouse may have it. */
  readonly isSealed: boolean;
}

/** What the warehouse tells of the loads of one pipeline that are to be undone. */
export interface UndoFacts {
  /** Status in `_dlt_loads`, by load id; absent for a load that the warehouse does not know. */
  readonly statuses: ReadonlyMap<string, number>;
  /** A load of the same schema that came later. */
  readonly later: string | undefined;
  readonly state: PipelineState;
  /** The state that was saved before the first of them; undefined where it is gone. */
  readonly stateBefore: PipelineState | undefined;
  /** Rows by table; absent for a table that is gone. */
  readonly rows: ReadonlyMap<string, number>;
}

export interface UndonePipeline {
  readonly dataset: string;
  readonly schemaName: string;
  readonly pipelineName: string;
  /** Newest first. */
  readonly loads: readonly (UndoLoad & { readonly record: UndoRecord })[];
  readonly tables: readonly UndoneTable[];
  readonly state: PipelineState;
  /** Undefined: the loads did not change it. */
  readonly restoredState: StateContent | undefined;
}

interface UndoneTable {
  readonly table: string;
  /** Rows that are there now, and behind the undo. */
  readonly rows: number;
  readonly rowsAfter: number;
  /** Rows that go because the loads brought them, and rows that come back because the loads took them away. */
  readonly removed: number;
  readonly restored: number;
  /** Rows that stayed, and get back what one of their columns held. */
  readonly reverted: number;
}

/** Status in `_dlt_loads` of a load that was undone: not 0, so that nobody counts it as complete. */
export const undoneStatus = -1;

/**
 * What undoing loads of one pipeline does. Refused unless the dataset is as they left it.
 * @param all newest first. Those that were never loaded, or undone before beside others, are passed over.
 * @throws DangoError `undo-refused`.
 */
export function planUndo(all: readonly [UndoLoad, ...UndoLoad[]], facts: UndoFacts): UndonePipeline {
  const { dataset, schema_name: schemaName, pipeline_name: pipelineName } = all[0].manifest;
  const loads = all.filter(({ isSealed, manifest }) => !isSealed || facts.statuses.has(manifest.load_id));
  const isUndone = ({ manifest }: UndoLoad): boolean => facts.statuses.get(manifest.load_id) === undoneStatus;
  const left = loads.every(isUndone) ? loads : loads.filter((load) => !isUndone(load));
  const known = left.map((load) => ({ ...load, record: checkLoad(load, facts) }));
  const [newest] = known;
  if (newest === undefined) {
    throw undoRefused(`Load package ${all[0].manifest.load_id} was never loaded`, {
      hint: 'There is nothing to undo; the next sync loads it.',
      loadId: all[0].manifest.load_id,
    });
  }
  const loadId = newest.manifest.load_id;
  if (facts.later !== undefined) {
    throw undoRefused(`Load ${facts.later} into ${dataset} came later`, {
      hint: 'Only what came last can be undone. "dango runs" lists the runs; a change by "dango state" counts too.',
      loadId,
    });
  }
  if (facts.state.version !== newest.record.state.after) {
    throw undoRefused(`The saved state of ${pipelineName} was changed since`, {
      hint: `See it with "dango show ${pipelineName}".`,
      loadId,
    });
  }
  const movesState = known.some(({ record: { state } }) => state.before !== state.after);
  if (movesState && facts.stateBefore === undefined) {
    throw undoRefused(`The state that ${pipelineName} had before is no longer in the warehouse`, {
      hint: 'Sync with --full-refresh to begin anew.',
      loadId,
    });
  }
  return {
    dataset,
    schemaName,
    pipelineName,
    loads: known,
    tables: undoneTables(known, facts),
    state: facts.state,
    restoredState: movesState ? facts.stateBefore?.content : undefined,
  };
}

function checkLoad({ manifest, record, hasKeptRows }: UndoLoad, { statuses }: UndoFacts): UndoRecord {
  const { load_id: loadId, dataset } = manifest;
  const status = statuses.get(loadId);
  if (status === undoneStatus) {
    throw undoRefused(`Load ${loadId} was undone before`, { hint: 'Sync to fetch its rows again.', loadId });
  }
  if (status !== 0) {
    throw undoRefused(`The warehouse has no load ${loadId} in ${dataset}`, {
      hint: 'See what it has with "dango show".',
      loadId,
    });
  }
  const hint = 'Mend the source and sync with --full-refresh, or over a range with --since, to make the rows anew.';
  if (record === undefined) throw undoRefused(`Of load ${loadId} it was not kept what it changed`, { hint, loadId });
  if (record.hindrance !== undefined) {
    throw undoRefused(`Load ${loadId} cannot be taken back, because ${record.hindrance}`, { hint, loadId });
  }
  if (!hasKeptRows) throw undoRefused(`The rows that load ${loadId} took away are no longer kept`, { hint, loadId });
  return record;
}

function undoneTables(loads: UndonePipeline['loads'], facts: UndoFacts): readonly UndoneTable[] {
  const names = new Set(loads.flatMap(({ record }) => Object.keys(record.tables)));
  return [...names].sort().map((table) => {
    const changes = loads.flatMap((load) => {
      const changed = load.record.tables[table];
      return changed === undefined ? [] : [{ ...changed, loadId: load.manifest.load_id }];
    });
    const rows = facts.rows.get(table);
    const [newest] = changes;
    if (newest === undefined || rows !== newest.rows) {
      throw undoRefused(
        rows === undefined
          ? `The table ${table} is gone`
          : `The table ${table} has ${rows} rows, and ${newest?.rows} were there behind the load`,
        { hint: 'Something else changed it since. Nothing was undone.', loadId: newest?.loadId ?? '' },
      );
    }
    const removed = changes.reduce((sum, { inserted }) => sum + inserted, 0);
    const restored = changes.reduce((sum, change) => sum + change.removed, 0);
    // What one of the loads added and a later one of them took away is in both sums.
    const reverted = changes
      .flatMap(({ kept }) => kept)
      .reduce((sum, { changed, rows: some }) => sum + (changed === undefined ? 0 : some), 0);
    return { table, rows, rowsAfter: rows - removed + restored, removed, restored, reverted };
  });
}

/** @param what the reason, without a full stop. */
export function undoRefused(
  what: string,
  { hint, loadId }: { readonly hint: string; readonly loadId?: string | undefined },
): DangoError {
  return new DangoError(`${what}.`, {
    code: 'undo-refused',
    hint,
    ...(loadId === undefined ? {} : { context: { load_id: loadId } }),
  });
}
