import type { JsonValue } from '../spec/json-value.ts';

/** What a caller asks for. Everything that is not said here comes from the client or the scope. */
export interface HttpRequest {
  /** `GET` when absent. */
  readonly method?: string | undefined;
  /** Absolute URL, or a path below the client's base URL. */
  readonly url: string;
  /** Added to the URL's own query. `undefined` and `null` are left out, lists repeat the key. */
  readonly params?: QueryParams | undefined;
  /** Win over the client's headers, whatever their case. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON. Not together with `body`. */
  readonly json?: JsonValue | undefined;
  /** Sent as it is; a `URLSearchParams` as a form. */
  readonly body?: string | URLSearchParams | undefined;
  /** Why it is sent, for the record. */
  readonly reason?: string | undefined;
  /** Whether a repeated request does no harm. Default: true for GET, HEAD, PUT, DELETE and OPTIONS. */
  readonly isRepeatable?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type QueryParams = Readonly<
  Record<
    string,
    string | number | bigint | boolean | null | undefined | readonly (string | number | bigint | boolean)[]
  >
>;

/** A complete response with a status below 400. Everything else is thrown. */
export interface HttpResponse {
  readonly exchange: number;
  readonly status: number;
  /** Address that answered, after redirects, unmasked. */
  readonly url: string;
  /** Names in lower case; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  text(): string;
  /** The parsed body; integers beyond ±2^53 are `bigint`. Throws `response-invalid` for anything but JSON. */
  json<Body = JsonValue>(): Body;
}

export interface HttpClient {
  /**
   * Sends one request, with authentication, retries and the rate limit.
   * @throws HttpError `http-status` for 400 and above once retries are used up, `http-unreachable`, `http-timeout`,
   *   `http-limit`; `run-cancelled` when the scope's signal fires.
   */
  request(request: HttpRequest): Promise<HttpResponse>;
}
