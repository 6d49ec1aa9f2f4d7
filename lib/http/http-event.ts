/** What the HTTP layer tells while it works, so that every request and every wait can be seen. */
export type HttpEvent =
  | {
      readonly type: 'request-finished';
      readonly exchange: number;
      readonly method: string;
      readonly url: string;
      readonly status: number;
      readonly bytes: number;
      readonly durationMs: number;
      readonly attempt: number;
      /** First 500 characters of the response, masked. */
      readonly excerpt: string;
    }
  | {
      readonly type: 'request-retried';
      readonly exchange: number;
      readonly method: string;
      readonly url: string;
      /** `status 503`, `connection reset` … */
      readonly cause: string;
      readonly attempt: number;
      readonly waitMs: number;
    }
  /** A test pretends what this sending of a request meets. */
  | {
      readonly type: 'fault-pretended';
      readonly exchange: number;
      readonly method: string;
      readonly url: string;
      /** `429 with Retry-After: 2`. */
      readonly cause: string;
      readonly attempt: number;
    }
  | { readonly type: 'request-delayed'; readonly cause: 'rate limit'; readonly waitMs: number };
