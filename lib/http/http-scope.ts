import { AsyncLocalStorage } from 'node:async_hooks';
import type { ExchangeRecorder } from './exchange.ts';
import type { FaultSwitch } from './fault-switch.ts';
import type { HttpEvent } from './http-event.ts';
import type { Replay } from './replay.ts';

/**
 * What surrounds the requests of one resource: who records them, who is told, which values are secret and when to
 * stop. It travels with the asynchronous call, so that a `RestClient` made anywhere in user code, and plain `fetch`,
 * are recorded and masked like everything else without being told so.
 */
export interface HttpScope {
  readonly resource?: string | undefined;
  readonly recorder?: ExchangeRecorder | undefined;
  readonly onEvent?: ((event: HttpEvent) => void) | undefined;
  /** Replaces secret values in a text. */
  readonly mask?: ((text: string) => string) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Number of the exchange that finished last in this scope; written by the HTTP layer. */
  lastExchange?: number | undefined;
  /** Number of the exchange whose record the requests are sent for; set before each series. */
  parentExchange?: number | undefined;
  /** Answers every request of this scope in place of the network, at once and without credentials. */
  readonly replay?: Replay | undefined;
  /** What a test pretends of some requests. Absent: nothing. */
  readonly faults?: FaultSwitch | undefined;
  /** Limits that the project sets for every request. */
  readonly limits?: Partial<HttpLimits> | undefined;
}

export interface HttpLimits {
  /** Time to open a connection. Default 10,000 ms. */
  readonly connectTimeoutMs: number;
  /** Time for one attempt, from sending to the last byte. Default 60,000 ms. */
  readonly requestTimeoutMs: number;
  /** Largest body that is read after decompression. Default 256 MiB. */
  readonly maxResponseBytes: number;
  /** Attempts in all, the first one included; with 1 nothing is repeated. Default 10. */
  readonly maxAttempts: number;
  /** Statuses after which a request is repeated. Default 429, 500, 502, 503, 504. */
  readonly retriedStatuses: readonly number[];
  /** Longest single wait between two attempts; a server that asks for more ends the request. Default 300,000 ms. */
  readonly maxWaitMs: number;
  /** Time for all attempts and waits of one request. Default 900,000 ms. */
  readonly retryBudgetMs: number;
  /** A host that never answered fails after this time. Default 12,000 ms. */
  readonly unreachableAfterMs: number;
}

const storage = new AsyncLocalStorage<HttpScope>();

/** Runs `work` so that every request it makes belongs to `scope`. */
export function runInHttpScope<Result>(scope: HttpScope, work: () => Result): Result {
  return storage.run(scope, work);
}

/** The scope of the running call; an empty one where nobody opened any. */
export function currentHttpScope(): HttpScope {
  return storage.getStore() ?? {};
}
