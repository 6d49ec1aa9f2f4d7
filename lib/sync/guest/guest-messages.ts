import type { ErrorRecord } from '../../errors/dango-error.ts';
import type { Fault } from '../../spec/fault.ts';
import type { HttpLimits } from '../../http/http-scope.ts';
import type { RecordedExchange } from '../../http/replay.ts';
import type { ShownExchange } from '../../http/shown-exchange.ts';
import type { KeptToken } from '../../http/token-store.ts';
import type { LoadFacts } from '../../sdk/load-info.ts';
import type { ExtractedResource, ExtractOptions } from '../extract/extracted-resource.ts';
import type { SyncEvent } from '../sync-event.ts';

/**
 * What the run process says to a guest, one JSON text a line on the guest's standard input.
 * Secrets travel here and nowhere else: not in arguments, not in the environment.
 */
export type HostMessage =
  | {
      readonly type: 'start';
      /** `module`: import a source and wait for `extract`. `script`: run a file that calls `pipeline().run()`. */
      readonly mode: 'module' | 'script';
      /** Absolute path of the file to import. */
      readonly file: string;
      /** Absolute path of the project's custom_sources folder. */
      readonly customSources: string;
      /** File of the module that `import … from "dango"` gives. */
      readonly sdkFile: string;
      readonly sourceName?: string | undefined;
    }
  | ExtractMessage
  /** Answers `token-wanted`: what is kept, until the guest says what it fetched. */
  | { readonly type: 'token-kept'; readonly token: KeptToken | null }
  | { readonly type: 'token-saved' }
  | { readonly type: 'token-refused'; readonly error: ErrorRecord }
  | { readonly type: 'pipeline-loaded'; readonly info: LoadFacts }
  | { readonly type: 'pipeline-failed'; readonly error: ErrorRecord };

export interface ExtractMessage {
  readonly type: 'extract';
  readonly packageFolder: string;
  /** Parameter values of the source, complete. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The source's own, which the guest masks in what it records. Those of other sources never come here. */
  readonly secretValues: readonly string[];
  readonly options: ExtractOptions;
  readonly httpLimits: Partial<HttpLimits>;
  /** Whether the guest says every exchange as it ends, and how much memory it needs. Default false. */
  readonly tellsExchanges?: boolean;
  /** What answers in place of the API. */
  readonly recording?: readonly RecordedExchange[] | undefined;
  /** See `ReplayOptions`. */
  readonly fetchesMissing?: boolean | undefined;
  /** What is pretended of some requests. Absent: nothing. */
  readonly pretend?: readonly Fault[] | undefined;
}

/** What a guest says, one JSON text a line on its file descriptor 3. */
export type GuestMessage =
  | {
      readonly type: 'described';
      /** Name of the source, in snake_case. */
      readonly name: string;
      readonly parameters: readonly DescribedParameter[];
    }
  | { readonly type: 'event'; readonly event: SyncEvent }
  | { readonly type: 'exchange'; readonly exchange: ShownExchange }
  /** What the process needs, now and then while it reads, and at its end. */
  | { readonly type: 'measured'; readonly memory: ProcessMemory }
  /** The guest is about to renew a token of its source, and then: what it got, or null for nothing. */
  | { readonly type: 'token-wanted'; readonly key: string }
  | { readonly type: 'token-fetched'; readonly token: KeptToken | null }
  | { readonly type: 'extracted'; readonly resources: readonly ExtractedResource[] }
  /** A script ran a pipeline: values for the missing parameters and an open package, please. */
  | {
      readonly type: 'pipeline-started';
      readonly pipelineName: string;
      readonly datasetName: string;
      readonly schemaName: string;
      readonly given: Readonly<Record<string, unknown>>;
      readonly parameters: readonly DescribedParameter[];
    }
  | { readonly type: 'finished' }
  | { readonly type: 'failed'; readonly error: ErrorRecord };

export interface DescribedParameter {
  /** As the module writes it: `apiKey`. */
  readonly name: string;
  readonly isSecret: boolean;
  readonly hasDefault: boolean;
  /** The default; absent where there is none. User code may have made it up. */
  readonly defaultValue?: unknown;
}

/** Memory of the process of a module, in bytes. */
export interface ProcessMemory {
  readonly usedBytes: number;
  /** The most that it ever needed. */
  readonly peakBytes: number;
}
