import { existsSync } from 'node:fs';
import { DangoError } from '../../errors/dango-error.ts';
import type { DatasetOverview, Destination } from '../destination.ts';
import { emptyState } from '../pipeline-state.ts';
import type { QueryResult } from '../query-result.ts';
import type { StoredSource } from '../stored-source.ts';
import { readTableNames } from './dataset-catalog.ts';
import { withLockedReader, withPlanner, withReader, withWriter, type GateOptions } from './gate.ts';
import { loadPackage } from './load-package.ts';
import { readDatasetSchema } from './read-dataset-schema.ts';
import { planPackage } from './plan-package.ts';
import { readOverview } from './read-overview.ts';
import { readState } from './read-state.ts';
import { readStoredSizes, readStoredSource } from './read-stored-source.ts';
import { removeStoredSource } from './remove-stored-source.ts';
import { readTables } from './read-tables.ts';
import { readUndo } from './read-undo.ts';
import { replaceState } from './replace-state.ts';
import { undoLoads } from './undo-loads.ts';

export interface DuckdbOptions {
  /** Absolute path of the database file. */
  readonly file: string;
  /** The path as a person knows it. */
  readonly location: string;
  /** How long to wait for another process that has the file open. */
  readonly waitMs: number;
  /** Rows of before that a load may keep, in bytes. Default: none, and loads that take rows away cannot be undone. */
  readonly undoBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onWaiting?: ((holder: string, waitedMs: number) => void) | undefined;
}

/** Rows of an answer that are fetched when nothing else is said. */
const usualRows = 10_000;

/** A DuckDB file as warehouse. It is open only while it is read or loaded, so that other programs get their turn. */
export function createDuckdbDestination({ location, undoBytes, ...options }: DuckdbOptions): Destination {
  const gate: GateOptions = options;
  return {
    location,
    readState: async (dataset, pipelineName) =>
      (await withReader(gate, async (session) => {
        return await readState(session, await readTableNames(session, dataset), dataset, pipelineName);
      })) ?? emptyState,
    planLoad: (manifest, folder, host = {}) =>
      withPlanner(gate, (stored, shadow) => planPackage(stored, shadow, manifest, folder, host)),
    load: async (manifest, folder, host) =>
      await withWriter({ ...gate, onWaiting: host.onWaiting, signal: host.signal }, (session) =>
        loadPackage(session, manifest, folder, { undoBytes, ...host }),
      ),
    planUndo: async (loads) => (await withReader(gate, (session) => readUndo(session, loads))) ?? [],
    undo: async (loads, host = {}) =>
      // A writer would make the file.
      existsSync(gate.file) ? await withWriter({ ...gate, ...host }, (session) => undoLoads(session, loads)) : [],
    query: async (sql, { maxRows = usualRows, integers } = {}): Promise<QueryResult> => {
      const answer = await withLockedReader(gate, (session) => query(session, sql, maxRows, integers));
      if (answer !== undefined) return answer;
      throw new DangoError(`There is no warehouse yet: ${location} does not exist.`, {
        code: 'query-failed',
        hint: 'Run "dango sync" first.',
      });
    },
    readOverview: async (dataset, pipelineName): Promise<DatasetOverview> =>
      (await withReader(gate, (session) => readOverview(session, dataset, pipelineName))) ?? {
        state: emptyState,
        loads: [],
        tables: [],
      },
    readSchema: async (dataset, pipelineName, schemaNames) =>
      (await withReader(gate, (session) => readDatasetSchema(session, dataset, pipelineName, schemaNames))) ?? {
        state: emptyState,
        schemas: [],
        tables: new Map(),
        changes: [],
      },
    readSource: async (dataset, owner) =>
      (await withReader(gate, (session) => readStoredSource(session, dataset, owner))) ?? nothingStored,
    readSizes: (places) => withReader(gate, (session) => readStoredSizes(session, places)),
    writeState: (dataset, change) => withWriter(gate, (session) => replaceState(session, dataset, change)),
    removeSource: async (dataset, owner, removal) =>
      // A writer would make the file.
      existsSync(gate.file)
        ? await withWriter(gate, (session) => removeStoredSource(session, dataset, owner, removal))
        : nothingStored,
    readTables: async (dataset, { maxRows }) =>
      (await withReader(gate, (session) => readTables(session, dataset, maxRows))) ?? [],
  };
}

const nothingStored: StoredSource = { state: emptyState, tables: [], sharedTables: [] };

async function query(
  session: Parameters<Parameters<typeof withReader>[1]>[0],
  sql: string,
  maxRows: number,
  integers: 'text' | 'numbers' | undefined,
): Promise<QueryResult> {
  try {
    const { columns, rows } = await session.rowsUntil(sql, maxRows + 1, integers);
    return { columns, rows: rows.slice(0, maxRows), isCut: rows.length > maxRows };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new DangoError(`The query failed: ${message}`, {
      code: 'query-failed',
      hint: 'Tables are named dataset.table; "dango show NAME" lists them.',
      cause,
    });
  }
}
