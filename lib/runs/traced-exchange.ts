import type { ExchangeSummary } from '../sync/recorded-exchange.ts';

/** The request that rows came in. Keys are snake_case because `--json` prints it as it is. */
export type TracedExchange =
  | {
      readonly number: number;
      readonly kept: true;
      readonly resource?: string;
      readonly method: string;
      readonly url: string;
      readonly redirected_to?: string;
      readonly request_headers: Readonly<Record<string, string>>;
      readonly request_body?: string;
      readonly status: number;
      readonly response_bytes: number;
      readonly started_at: string;
      readonly duration_ms: number;
      readonly attempts: number;
      readonly retries: readonly { readonly cause: string; readonly wait_ms: number }[];
      /** Why it was sent, and what its response led to. */
      readonly reason?: string;
      readonly decision?: string;
      readonly error?: string;
    }
  /** `why` says in words that it is no longer there, or never was. */
  | { readonly number: number; readonly kept: false; readonly why: string };

export function toTracedExchange(exchange: ExchangeSummary): TracedExchange {
  const { number, resource, method, url, redirectedTo, requestHeaders, requestBody, status, responseBytes } = exchange;
  const { startedAt, durationMs, attempts, retries = [], reason, decision, error } = exchange;
  return {
    number,
    kept: true,
    ...(resource === undefined ? {} : { resource }),
    method,
    url,
    ...(redirectedTo === undefined ? {} : { redirected_to: redirectedTo }),
    request_headers: requestHeaders,
    ...(requestBody === undefined ? {} : { request_body: requestBody }),
    status,
    response_bytes: responseBytes,
    started_at: startedAt,
    duration_ms: durationMs,
    attempts,
    retries: retries.map(({ cause, waitMs }) => ({ cause, wait_ms: waitMs })),
    ...(reason === undefined ? {} : { reason }),
    ...(decision === undefined ? {} : { decision }),
    ...(error === undefined ? {} : { error }),
  };
}
