import type { HttpRequest, HttpResponse } from './http-client.ts';

/**
 * Proves to a server who is asking. The client calls it only for requests to the origin that the credentials belong
 * to; it never has to check an address itself.
 */
export interface Authenticator {
  /** Adds credentials. Runs before every sending, also before each repetition. */
  apply(request: UnsignedRequest, context: AuthContext): void | Promise<void>;
  /**
   * Called once per attempt after a status of `renewOn`, with the request as it was sent. True: the credentials are new,
   * send again. Absent: such a status is final.
   */
  onUnauthorized?(request: UnsignedRequest): boolean | Promise<boolean>;
  /** Statuses by which the API says that the credentials are no good any more. Default: 401. */
  readonly renewOn?: readonly number[] | undefined;
  /** Every value that must never be seen, those fetched on the way included. */
  secrets(): readonly string[];
}

/** A request before it is sent. URL, headers and body are there to be changed. */
export interface UnsignedRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  body: string | Uint8Array | undefined;
}

/** What the client lends an authenticator. */
export interface AuthContext {
  /** Sends a request of the authenticator's own: recorded and retried, without the client's headers and credentials. */
  readonly send: (request: HttpRequest) => Promise<HttpResponse>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
