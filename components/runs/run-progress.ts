import type { ErrorRecord, FinalRunStatus, StoredRunEvent, SyncReport } from '#lib/index.ts';

export interface TableProgress {
  readonly name: string;
  readonly status: 'waiting' | 'reading' | 'read' | 'failed';
  readonly pages: number;
  readonly rows: number;
  readonly requests: number;
  readonly bytes: number;
  readonly retries: number;
  readonly waitedMs: number;
  readonly error?: ErrorRecord;
  /** The last response with a failing status, which mostly caused the error. */
  readonly badResponse?: BadResponse;
}

export interface BadResponse {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly excerpt: string;
}

/** What is known of a run after some of its events. */
export interface RunProgress {
  /** Number of the last event; the next one that counts is one more. */
  readonly seq: number;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** What happens now, in words. */
  readonly phase: string;
  readonly tables: readonly TableProgress[];
  /** Newest last; of very long runs the last ones only. */
  readonly log: readonly StoredRunEvent[];
  /** Events that are no longer in {@link log}. */
  readonly dropped: number;
  readonly written: Readonly<Record<string, number>>;
  readonly end?: {
    readonly status: FinalRunStatus;
    readonly reports: readonly SyncReport[];
    readonly error: ErrorRecord | undefined;
  };
}

export const noProgress: RunProgress = {
  seq: 0,
  phase: 'Starting',
  tables: [],
  log: [],
  dropped: 0,
  written: {},
};

/** Most events that a page keeps; the file of the run has them all. */
const maxLog = 2_000;

/** Takes in events. One that was seen before changes nothing, so a stream may be read again from anywhere. */
export function addEvents(progress: RunProgress, events: readonly StoredRunEvent[]): RunProgress {
  // The end of a run whose process died is told by the server and counts from where this stream began.
  const fresh = events.filter(
    ({ seq, type }) => seq > progress.seq || (type === 'run-finished' && progress.end === undefined),
  );
  if (fresh.length === 0) return progress;
  const log = [...progress.log, ...fresh.filter(({ type }) => type !== 'page-fetched')];
  const kept = log.slice(-maxLog);
  return {
    ...fresh.reduce(addEvent, progress),
    seq: Math.max(progress.seq, fresh.at(-1)?.seq ?? 0),
    log: kept,
    dropped: progress.dropped + log.length - kept.length,
  };
}

function addEvent(progress: RunProgress, event: StoredRunEvent): RunProgress {
  switch (event.type) {
    case 'run-queued':
      return { ...progress, phase: `Waiting for run ${event.behind}` };
    case 'run-started':
      return { ...progress, startedAt: event.at, phase: 'Preparing' };
    case 'resource-started':
      return withTable({ ...progress, phase: 'Fetching' }, event.resource, () => ({ status: 'reading' }));
    case 'window-started':
      return { ...progress, phase: `Fetching window ${event.number} of ${event.of} of ${event.resource}` };
    case 'page-fetched': {
      const { pages, rows, requests, bytes } = event;
      return withTable(progress, event.resource, () => ({ pages, rows, requests, bytes, status: 'reading' }));
    }
    case 'resource-finished':
      return withTable(progress, event.resource, () => ({ status: 'read', rows: event.rows, pages: event.pages }));
    case 'resource-failed':
      return withTable(progress, event.resource, () => ({ status: 'failed', error: event.error }));
    case 'request-finished': {
      const { method, url, status, excerpt } = event;
      if (status < 400 || event.resource === undefined) return progress;
      return withTable(progress, event.resource, () => ({ badResponse: { method, url, status, excerpt } }));
    }
    case 'request-retried':
      return withTable(progress, event.resource, ({ retries, waitedMs }) => ({
        retries: retries + 1,
        waitedMs: waitedMs + event.waitMs,
      }));
    case 'request-delayed':
      return withTable(progress, event.resource, ({ waitedMs }) => ({ waitedMs: waitedMs + event.waitMs }));
    case 'package-sealed':
      return { ...progress, phase: 'Ready to load' };
    case 'load-waiting':
      return { ...progress, phase: `Waiting for ${event.holder}, which has the warehouse open` };
    case 'load-started':
      return { ...progress, phase: 'Loading' };
    case 'table-written':
      return {
        ...progress,
        written: { ...progress.written, [event.table]: (progress.written[event.table] ?? 0) + event.rows },
      };
    case 'load-finished':
      return { ...progress, phase: 'Loaded' };
    case 'run-finished':
      return {
        ...progress,
        phase: 'Done',
        finishedAt: event.at,
        end: { status: event.status, reports: event.reports, error: event.error },
      };
    case 'fault-pretended':
    case 'warning':
    case 'log':
      return progress;
  }
}

function withTable(
  progress: RunProgress,
  name: string | undefined,
  change: (table: TableProgress) => Partial<TableProgress>,
): RunProgress {
  if (name === undefined) return progress;
  const known = progress.tables.some((table) => table.name === name);
  const tables = known ? progress.tables : [...progress.tables, { ...freshTable, name }];
  return { ...progress, tables: tables.map((table) => (table.name === name ? { ...table, ...change(table) } : table)) };
}

const freshTable: Omit<TableProgress, 'name'> = {
  status: 'waiting',
  pages: 0,
  rows: 0,
  requests: 0,
  bytes: 0,
  retries: 0,
  waitedMs: 0,
};
