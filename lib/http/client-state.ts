import type { RetryOptions } from '../spec/retry-options.ts';
import type { Authenticator } from './authenticator.ts';
import type { Clock } from './clock.ts';
import type { ConcurrencyLimit } from './concurrency-limit.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { Mask } from './redact.ts';
import type { SilentHosts } from './silent-hosts.ts';
import type { Transport } from './transport.ts';

/** What the requests of one client share. */
export interface ClientState {
  readonly baseUrl: string | undefined;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: Authenticator | undefined;
  readonly userAgent: string;
  readonly retry: RetryOptions;
  /** Hides the credentials of the client, those fetched on the way included. */
  readonly mask: Mask;
  readonly limiter: RateLimiter;
  readonly concurrency: ConcurrencyLimit;
  readonly transport: Transport;
  /** Does what the transport has to do once, so that it takes no time between a request's turn and its sending. */
  readonly warmUp: () => Promise<unknown>;
  readonly clock: Clock;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** Origins that have ever answered. */
  readonly answeredOrigins: Set<string>;
  readonly silentHosts: SilentHosts;
  /** The only origin that headers and credentials of the client are sent to; undefined until it is known. */
  credentialOrigin: string | undefined;
}
