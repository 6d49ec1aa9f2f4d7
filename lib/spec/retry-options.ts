/** How a request that fails is repeated. What is absent comes from the client, then from the project, then the default. */
export interface RetryOptions {
  /** Attempts in all, the first one included; 1 repeats nothing. Waits that the server asks for are none. Default 10. */
  readonly attempts?: number | undefined;
  /** Statuses after which a request is repeated. Default 429, 500, 502, 503, 504. */
  readonly statuses?: readonly number[] | undefined;
  /** Longest single wait; a server that asks for more ends the request. Default 300,000 ms. */
  readonly maxWaitMs?: number | undefined;
  /** Time for all attempts and waits of one request. Default 900,000 ms, or three times `maxWaitMs` if that is more. */
  readonly budgetMs?: number | undefined;
  /** Whether a POST is repeated also when the server may have processed it. Default false. */
  readonly post?: boolean | undefined;
}
