import type { Exchange } from './exchange.ts';
import type { JsonValue } from '../spec/json-value.ts';
import type { ResponseAction, ResponseRule } from '../spec/response-rule.ts';
import type { RetryOptions } from '../spec/retry-options.ts';
import type { Authenticator } from './authenticator.ts';

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
  /**
   * Where `url` was found in a response: any address of the server that `headers` are meant for, or a path
   * below the base URL. Those that carry
   * secrets are left out when `url` leads to another origin, and so are such parameters. Default: `headers` are meant for `url`.
   */
  readonly headersOrigin?: string | undefined;
  /** In place of the client's credentials; null sends none. Default: the client's. */
  readonly auth?: Authenticator | null | undefined;
  /** The only origin that `auth` is sent to. Default: that of the client's credentials. */
  readonly authOrigin?: string | undefined;
  /** Sent as JSON. Not together with `body`. */
  readonly json?: JsonValue | undefined;
  /** Sent as it is; a `URLSearchParams` as a form. */
  readonly body?: string | URLSearchParams | Uint8Array | undefined;
  /** Why it is sent, for the record; a function is asked when it is recorded. */
  readonly reason?: string | (() => string) | undefined;
  /** Whether a repeated request does no harm. Default: true for GET, HEAD, PUT, DELETE and OPTIONS. */
  readonly isRepeatable?: boolean | undefined;
  /** How it is repeated. Default, also of each key: as the client says. */
  readonly retry?: RetryOptions | undefined;
  /** What is done with certain responses, before the usual repetitions. Default: nothing. */
  readonly responses?: readonly ResponseRule[] | undefined;
  /** Redirects that are followed; with 0 a redirect is returned as it is. Default 5. */
  readonly maxRedirects?: number | undefined;
  /** False: a status of 400 and above is returned like any other, after the usual repetitions. Default true. */
  readonly throwsOnStatus?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /**
   * Reads a response that came before its exchange is recorded, and says for the record what is done next. What it
   * throws, the request throws, and the record tells it too.
   */
  readonly conclude?: ((response: HttpResponse) => Promise<Conclusion | undefined>) | undefined;
  /**
   * Says for the record what is done after a status that is thrown, where the caller does not take it for a failure;
   * undefined where it does.
   */
  readonly concludeRefusal?: ((status: number) => Promise<Conclusion | undefined>) | undefined;
}

export type QueryParams = Readonly<
  Record<
    string,
    string | number | bigint | boolean | null | undefined | readonly (string | number | bigint | boolean)[]
  >
>;

/** What a caller makes of a response, as its record tells it. */
export type Conclusion = { readonly decision: string } & Pick<Exchange, 'records' | 'recordsPath' | 'listEnd'>;

/** A complete response; with a status below 400 unless `throwsOnStatus` is false. Everything else is thrown. */
export interface HttpResponse {
  /** Number of its record; 0 when nobody records. */
  readonly exchange: number;
  readonly status: number;
  /** Address that answered, after redirects, unmasked, but without a key that authentication put into its query. */
  readonly url: string;
  /** Names in lower case; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** What a rule of `responses` says, where it neither fails nor asks again; the status may be any then. */
  readonly ruling?: { readonly action: ResponseAction; readonly cause: string } | undefined;
  text(): string;
  /**
   * The body as an object of its elements: attributes are `_name`, text beside them `_text`, every value is a text.
   * @param options `lists`: names of elements that are a list also where there is one only.
   * Rejects with DangoError `response-invalid` for anything but XML, and for a DOCTYPE.
   */
  xml<Body = JsonValue>(options?: { readonly lists?: readonly string[] | undefined }): Promise<Body>;
  /** The parsed body; integers beyond ±2^53 are `bigint`, an empty body is null. Throws `response-invalid` for anything but JSON. */
  json<Body = JsonValue>(): Body;
}

export interface HttpClient {
  /**
   * Sends one request, with authentication, retries and the rate limit.
   * @throws HttpError `http-status` for 400 and above once retries are used up, `http-unreachable`, `http-timeout`,
   *   `http-limit`; `run-cancelled` when the scope's signal or the request's own fires.
   */
  request(request: HttpRequest): Promise<HttpResponse>;
}
