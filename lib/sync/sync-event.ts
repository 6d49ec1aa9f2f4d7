import type { ErrorRecord } from '../errors/dango-error.ts';
import type { SourceLocation } from '../errors/source-location.ts';
import type { HttpEvent } from '../http/http-event.ts';

/** What a sync tells while it works. Names are noun-verb; every text is already masked. */
export type SyncEvent =
  | { readonly type: 'resource-started'; readonly resource: string }
  /** The resource reads the next part of its cursor's range, from `since` up to `until`, in the form of its values. */
  | {
      readonly type: 'window-started';
      readonly resource: string;
      /** From 1 on. */
      readonly number: number;
      readonly of: number;
      readonly since: string;
      readonly until: string;
    }
  | {
      readonly type: 'page-fetched';
      readonly resource: string;
      /** Totals of the resource so far. */
      readonly pages: number;
      readonly rows: number;
      readonly requests: number;
      readonly bytes: number;
    }
  | { readonly type: 'resource-finished'; readonly resource: string; readonly rows: number; readonly pages: number }
  | { readonly type: 'resource-failed'; readonly resource: string; readonly error: ErrorRecord }
  | ({ readonly resource: string | undefined } & HttpEvent)
  | { readonly type: 'warning'; readonly resource?: string; readonly message: string; readonly hint?: string }
  /** A line that user code printed. */
  | {
      readonly type: 'log';
      readonly stream: 'stdout' | 'stderr';
      readonly text: string;
      /** The line of the module or script that printed it. Absent: not known. */
      readonly place?: SourceLocation;
    }
  | { readonly type: 'package-sealed'; readonly loadId: string; readonly rows: number }
  | { readonly type: 'load-waiting'; readonly holder: string; readonly waitedMs: number }
  | { readonly type: 'load-started'; readonly loadId: string }
  | { readonly type: 'table-written'; readonly table: string; readonly rows: number }
  | { readonly type: 'load-finished'; readonly loadId: string; readonly rows: number; readonly durationMs: number };
