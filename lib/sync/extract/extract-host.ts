import type { Exchange, ExchangeRecorder } from '../../http/exchange.ts';
import type { HttpEvent } from '../../http/http-event.ts';
import type { HttpScope } from '../../http/http-scope.ts';
import type { PackageWriter } from '../../loads/package-writer.ts';
import type { SyncEvent } from '../sync-event.ts';

/** What surrounds the extraction of a source. */
export interface ExtractHost {
  readonly writer: PackageWriter;
  readonly onEvent: (event: SyncEvent) => void;
  /** Is given every exchange as it ends, besides the package. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
  readonly signal: AbortSignal;
  /** Replaces secret values in a text. */
  readonly mask: (text: string) => string;
  readonly httpLimits?: HttpScope['limits'];
  readonly replay?: HttpScope['replay'];
  readonly faults?: HttpScope['faults'];
  /** Turns what user code threw into an error that a person can act on. */
  readonly explain: (error: unknown, resource: string) => unknown;
}

/** Where exchanges go: into the package, and to who listens. */
export function recorderOf({ writer, onExchange }: ExtractHost): ExchangeRecorder {
  if (onExchange === undefined) return writer;
  return {
    begin: () => writer.begin(),
    record: (exchange) => {
      writer.record(exchange);
      onExchange(exchange);
    },
  };
}

/** What surrounds the requests of one resource. */
export function scopeOf(resource: string, host: ExtractHost, onEvent: (event: HttpEvent) => void): HttpScope {
  const { mask, signal, httpLimits: limits, replay, faults } = host;
  return { resource, recorder: recorderOf(host), onEvent, mask, signal, limits, replay, faults };
}
