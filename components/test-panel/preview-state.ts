import type { PreviewEvent, PreviewExchange, PreviewFinishedEvent, PreviewTable, SourceLocation } from '#lib/index.ts';

export interface LogLine {
  readonly kind: 'log' | 'warning' | 'retry' | 'pretended' | 'error';
  readonly text: string;
  /** The line of a module that printed it, or that failed. */
  readonly place?: SourceLocation | undefined;
}

/** What the process of a module needs, in bytes. */
type ModuleMemory = Pick<Extract<PreviewEvent, { type: 'memory-measured' }>, 'usedBytes' | 'peakBytes' | 'limitBytes'>;

export interface ResourceProgress {
  readonly pages: number;
  readonly rows: number;
  readonly standing: 'running' | 'done' | 'failed';
}

/** What answers a test: the API, what an earlier test recorded, or a file with a recording. */
export type PreviewBasis =
  | { readonly kind: 'api' }
  | { readonly kind: 'recording' }
  | { readonly kind: 'file'; readonly file: string };

/** All that a test has told so far. */
export interface PreviewState {
  readonly isRunning: boolean;
  readonly basis: PreviewBasis;
  readonly exchanges: readonly PreviewExchange[];
  readonly tables: readonly PreviewTable[];
  readonly log: readonly LogLine[];
  readonly progress: ReadonlyMap<string, ResourceProgress>;
  /** Of a module, as it was measured last. */
  readonly memory: ModuleMemory | undefined;
  readonly finished: PreviewFinishedEvent | undefined;
  /** What kept the test from ending as it should: the server is gone, the request was refused. */
  readonly failure: unknown;
}

export const emptyPreview: PreviewState = {
  isRunning: false,
  basis: { kind: 'api' },
  exchanges: [],
  tables: [],
  log: [],
  progress: new Map(),
  memory: undefined,
  finished: undefined,
  failure: undefined,
};

/** The state after one more event. */
export function advancePreview(state: PreviewState, event: PreviewEvent): PreviewState {
  switch (event.type) {
    case 'exchange-recorded': {
      return { ...state, exchanges: [...state.exchanges, event.exchange] };
    }
    case 'preview-tables': {
      return { ...state, tables: event.tables };
    }
    case 'preview-finished': {
      return { ...state, isRunning: false, finished: event };
    }
    case 'resource-started': {
      return withProgress(state, event.resource, { standing: 'running' });
    }
    case 'page-fetched': {
      return withProgress(state, event.resource, { pages: event.pages, rows: event.rows });
    }
    case 'resource-finished': {
      return withProgress(state, event.resource, { pages: event.pages, rows: event.rows, standing: 'done' });
    }
    case 'resource-failed': {
      const failed = withProgress(state, event.resource, { standing: 'failed' });
      return withLog(failed, 'error', `${event.resource}: ${event.error.message}`, event.error.at);
    }
    case 'warning': {
      const hint = event.hint === undefined ? '' : ` → ${event.hint}`;
      return withLog(
        state,
        'warning',
        `${event.resource === undefined ? '' : `${event.resource}: `}${event.message}${hint}`,
      );
    }
    case 'log': {
      return withLog(state, 'log', event.text, event.place);
    }
    case 'memory-measured': {
      return { ...state, memory: event };
    }
    case 'request-retried': {
      const text = `${event.method} ${event.url}: ${event.cause}, attempt ${event.attempt}, again in ${event.waitMs} ms`;
      return withLog(state, 'retry', text);
    }
    case 'fault-pretended': {
      return withLog(state, 'pretended', `${event.method} ${event.url}: ${event.cause}`);
    }
    case 'request-delayed': {
      return withLog(state, 'retry', `Waited ${event.waitMs} ms for the ${event.cause}`);
    }
    case 'preview-started':
    case 'window-started':
    case 'request-finished':
    case 'package-sealed':
    case 'load-waiting':
    case 'load-started':
    case 'table-written':
    case 'load-finished': {
      return state;
    }
  }
}

function withLog(state: PreviewState, kind: LogLine['kind'], text: string, place?: SourceLocation): PreviewState {
  return { ...state, log: [...state.log, { kind, text, place }] };
}

function withProgress(state: PreviewState, resource: string, change: Partial<ResourceProgress>): PreviewState {
  const before = state.progress.get(resource) ?? { pages: 0, rows: 0, standing: 'running' };
  return { ...state, progress: new Map(state.progress).set(resource, { ...before, ...change }) };
}
