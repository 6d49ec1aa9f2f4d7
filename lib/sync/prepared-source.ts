import type { Exchange } from '../http/exchange.ts';
import type { Fault } from '../spec/fault.ts';
import type { RecordedExchange } from '../http/replay.ts';
import type { ShownExchange } from '../http/shown-exchange.ts';
import type { ExtractedResource, ExtractOptions } from './extract/extracted-resource.ts';
import type { ProcessMemory } from './guest/guest-messages.ts';
import type { SyncEvent } from './sync-event.ts';

/** A source that is ready to be read: its settings are complete, its module is loaded, its secrets are known. */
export interface PreparedSource extends AsyncDisposable {
  /** Name of dlt's schema: the source's name, or that of the module's source. */
  readonly schemaName: string;
  /** See `FetchJob`. */
  readonly continuesSchema?: boolean | undefined;
  /** Schema in the warehouse. */
  readonly dataset: string;
  /** Replaces the source's secret values in a text. */
  readonly mask: (text: string) => string;
  /** Writes records and exchanges into an open package. */
  readonly extract: (packageFolder: string, options: ExtractOptions) => Promise<readonly ExtractedResource[]>;
}

/** What a source needs of the run it is prepared for. */
export interface PrepareHost {
  readonly runId: string;
  readonly onEvent: (event: SyncEvent) => void;
  /** Is given every exchange as it ends, masked; one of a module may be cut already. */
  readonly onExchange?: ((exchange: Exchange | ShownExchange) => void) | undefined;
  /** Is told what memory the process of a module needs, where exchanges are told too. */
  readonly onMemory?: ((memory: ProcessMemory) => void) | undefined;
  readonly signal: AbortSignal;
  /** What answers in place of the API. */
  readonly recording?: readonly RecordedExchange[] | undefined;
  /** What is pretended of some requests. Absent: nothing. */
  readonly pretend?: readonly Fault[] | undefined;
  /** See `ReplayOptions`. */
  readonly fetchesMissing?: boolean | undefined;
  /** Values of the source's secrets that are not saved yet, by name. Default: none. */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
}
