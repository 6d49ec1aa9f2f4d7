import type { ErrorRecord } from '../errors/dango-error.ts';
import type { ShownExchange } from '../http/shown-exchange.ts';
import type { ProcessMemory } from '../sync/guest/guest-messages.ts';
import type { SyncEvent } from '../sync/sync-event.ts';
import type { Finding } from '../sync/health/finding.ts';
import type { ResourceReport } from '../sync/sync-report.ts';
import type { TableContent } from '../warehouse/destination.ts';
import type { FaultOutcome } from './judge-faults.ts';
import type { MaskedField } from './masked-fields.ts';
import type { PreviewLimits } from './preview-limits.ts';
import type { TestedState } from './tested-state.ts';

/** What a preview tells, `preview-started` first and `preview-finished` last. Every text is masked, except rows. */
export type PreviewEvent =
  | { readonly type: 'preview-started'; readonly limits: PreviewLimits }
  /** What a sync tells while it reads. Of packages and loads nothing is told: there are none that stay. */
  | SyncEvent
  /** A request has its answer, or has none for good. Comes as it happens. */
  | { readonly type: 'exchange-recorded'; readonly exchange: PreviewExchange }
  /** What memory the process of the module needs, every half second. */
  | ({ readonly type: 'memory-measured'; readonly limitBytes: number } & ProcessMemory)
  /** What the records become, in the types that a first sync would make. Absent where nothing could be read. */
  | { readonly type: 'preview-tables'; readonly tables: readonly PreviewTable[] }
  | PreviewFinishedEvent;

/** One request and its response, masked; of the body at most the first 262,144 characters. */
export type PreviewExchange = ShownExchange;

/** A table that a sync would make, with its first hundred rows as the API gave them: nothing in them is masked. */
export interface PreviewTable extends TableContent {
  /** The resource whose records it holds. */
  readonly resource: string;
  /**
   * By column, the field of the records that it was made of, as `columns` of the resource names it. Of root tables, and only
   * where it is certain.
   */
  readonly fields?: Readonly<Record<string, string>>;
}

export interface MissingRequest {
  /** The resource that needed it; undefined where that is not known. */
  readonly resource: string | undefined;
  readonly method: string;
  readonly url: string;
}

/** Always the last event, and always there. */
export interface PreviewFinishedEvent {
  readonly type: 'preview-finished';
  /** `partial`: some resources could be read and others not. */
  readonly status: 'succeeded' | 'partial' | 'failed' | 'cancelled';
  /** Empty where it ended before all resources were read. `rows_loaded` counts what is in the tables of the preview. */
  readonly resources: readonly ResourceReport[];
  readonly error?: ErrorRecord;
  /** What answered: the API, or a recording. With `onMissing: 'fetch'` both may have, see `replayOf` of each exchange. */
  readonly source: 'api' | 'recording';
  /** The recording that `fromRecording` takes to evaluate this once more. Absent where none was kept. */
  readonly recording?: string;
  /** Under which its tables can be asked for as long as the recording is kept. Absent: they were not kept. */
  readonly test?: string;
  /** Requests that the recording does not have; each failed its resource. Absent: none. */
  readonly missing?: readonly MissingRequest[];
  /** Why nothing more of each resource was asked for, by its name: `next is empty in the response`. */
  readonly ends?: Readonly<Record<string, string>>;
  /** What is worth a look in what was read, warnings first. Absent where too much was read to look through it. */
  readonly findings?: readonly Finding[];
  /** Fields of recorded responses whose values are hidden, so that rows show `***` in their place. Absent: none. */
  readonly masked?: readonly MaskedField[];
  /** What became of each fault that was pretended, in their order. Absent: none was. */
  readonly pretended?: readonly FaultOutcome[];
  /** Where cursors started, and where a sync would leave them. Absent where it ended before all resources were read. */
  readonly state?: TestedState;
  readonly durationMs: number;
}
