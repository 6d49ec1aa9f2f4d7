import type { Authenticator } from '../http/authenticator.ts';
import { createHttpClient } from '../http/create-http-client.ts';
import type { HttpClient, HttpResponse } from '../http/http-client.ts';
import type { BodyFormat } from '../spec/body-format.ts';
import { parseJsonPath } from '../spec/json-path.ts';
import type { JsonObject, JsonValue } from '../spec/json-value.ts';
import type { RateLimit } from '../spec/rate-limit.ts';
import type { ResponseRule } from '../spec/response-rule.ts';
import type { RetryOptions } from '../spec/retry-options.ts';
import { acceptOf } from './decode-response.ts';
import { toFormBody, type FormFields } from './form-body.ts';
import { toJsonBody, type JsonBody } from './json-body.ts';
import type { Page } from './page.ts';
import { auto } from './paginate/auto.ts';
import type { Paginator } from './paginate/paginator.ts';
import { toHeaders, toQuery, type QueryParams } from './query-params.ts';
import { readPages } from './read-pages.ts';
import { warnInScope, type Warn } from './warning-scope.ts';

export interface RestClientOptions {
  /** What paths are appended to. */
  readonly baseUrl: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly auth?: Authenticator | null | undefined;
  /** Requests per second over everything this client does, or `{ requests: 100, per: 'minute' }`. Default: no limit. */
  readonly rateLimit?: RateLimit | undefined;
  /** Requests to one host at the same time. Default: no limit. */
  readonly concurrency?: number | undefined;
  /** How failed requests are repeated. Default: ten attempts within 15 minutes; a POST only where it is certain to do no harm. */
  readonly retry?: RetryOptions | undefined;
  /** For `paginate`. Default `auto()`. */
  readonly paginator?: Paginator | undefined;
  /** For `paginate`: path to the records in a response, such as `data.items`. Default: they are found. */
  readonly dataSelector?: string | undefined;
  /** For `paginate`. Default: as each call says. */
  readonly readAhead?: boolean | undefined;
}

export interface RequestOptions {
  /** Query parameters; undefined and null are left out, lists repeat the parameter, objects travel as JSON text. */
  readonly params?: QueryParams | undefined;
  /** Win over the client's headers; undefined and null are left out. */
  readonly headers?: Readonly<Record<string, JsonValue | undefined>> | undefined;
  /** Wins over the client's, key by key. */
  readonly retry?: RetryOptions | undefined;
  /** In place of the client's; null sends none. */
  readonly auth?: Authenticator | null | undefined;
  /** The only origin that `auth` is sent to. Default: that of the client's base URL. */
  readonly authOrigin?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PostOptions extends RequestOptions {
  /** Sent as JSON; what is undefined in it is left out. */
  readonly json?: JsonBody;
  /** Sent as a form in place of `json`: fields by name, or pairs; lists repeat the name, undefined and null are left out. */
  readonly form?: FormFields | undefined;
  /** Sent as it is in place of `json`; a `URLSearchParams` as a form. */
  readonly body?: string | URLSearchParams | undefined;
}

export interface PaginateOptions extends PostOptions {
  /** Default `GET`. */
  readonly method?: 'GET' | 'POST' | undefined;
  /** Default: the client's. */
  readonly paginator?: Paginator | undefined;
  /** Default: the client's. */
  readonly dataSelector?: string | undefined;
  /** What is done with certain responses, before the usual repetitions. Default: nothing. */
  readonly responses?: readonly ResponseRule[] | undefined;
  /**
   * Where `path` was found in a response: an address of the server that `headers` are meant for. Those with secrets do
   * not go to another one. Default: `headers` are meant for `path`; next links get none of them anywhere else.
   */
  readonly headersOrigin?: string | undefined;
  /** How the responses are written. Default: by their content type, else JSON. */
  readonly format?: BodyFormat | undefined;
  /** Why the first request is sent, for the record. Default `first page`. */
  readonly reason?: string | undefined;
  /**
   * True: you will read to the end, so the next page is asked for while you work on one. False: each page is asked for
   * alone, when it is wanted. Default: the client's, else when the next one is wanted, with those behind it that a total
   * tells.
   */
  readonly readAhead?: boolean | undefined;
  /** Hears what is not an error, such as a server that caps the page size. Default: the resource that runs. */
  readonly warn?: Warn | undefined;
  /**
   * Whether records go into their table as the response wrote them, and are parsed only when they are looked at. Whoever
   * asks for it never changes a record or a page. Default false.
   */
  readonly keepsText?: boolean | undefined;
}

/** Sends requests to one API, with authentication, retries and a rate limit, and reads lists that come in pages. */
export class RestClient {
  readonly #http: HttpClient;
  readonly #options: RestClientOptions;

  constructor(options: RestClientOptions) {
    const { baseUrl, headers, auth, rateLimit, concurrency, retry } = options;
    this.#http = createHttpClient({ baseUrl, headers, auth, rateLimit, concurrency, retry });
    this.#options = options;
  }

  /**
   * `path` lies below the base URL, or is an absolute URL.
   * @throws HttpError for a status of 400 and above, once retries are used up.
   */
  get(path: string, { params = {}, headers = {}, ...options }: RequestOptions = {}): Promise<HttpResponse> {
    const sent = { params: toQuery(params), headers: toHeaders(headers) };
    return this.#http.request({ ...options, ...sent, method: 'GET', url: path });
  }

  /** Not repeated after a failure unless the server certainly did nothing, or `retry.post` says that it does no harm. */
  post(
    path: string,
    { json, form, body, params = {}, headers = {}, ...options }: PostOptions = {},
  ): Promise<HttpResponse> {
    const sent = {
      params: toQuery(params),
      headers: toHeaders(headers),
      json: toJsonBody(json),
      body: form === undefined ? body : toFormBody(form),
    };
    return this.#http.request({ ...options, ...sent, method: 'POST', url: path });
  }

  /**
   * The records of a list, page by page. `Row` is what the caller knows about a record; it is not checked.
   * @throws DangoError `records-missing`, `pagination-failed`; and everything that `get` throws.
   */
  paginate<Row = JsonObject>(path: string, options: PaginateOptions = {}): AsyncIterable<Page<Row>> {
    const { method = 'GET', params = {}, json, form, body, reason = 'first page' } = options;
    const headers = toHeaders(options.headers ?? {});
    const { auth, authOrigin, retry, responses, headersOrigin, format, signal, warn, keepsText } = options;
    const { readAhead = this.#options.readAhead } = options;
    const { paginator = this.#options.paginator ?? auto(), dataSelector = this.#options.dataSelector } = options;
    const pages = readPages(
      this.#http,
      {
        method,
        url: path,
        params: toQuery(params),
        headers: { ...this.#accept(format, headers), ...headers },
        json: toJsonBody(json),
        body: form === undefined ? body : toFormBody(form),
        auth,
        authOrigin,
        reason,
        retry,
        responses,
        headersOrigin,
        signal,
      },
      {
        paginator,
        format,
        selector: dataSelector === undefined ? undefined : parseJsonPath(dataSelector),
        warn: warn ?? warnInScope,
        readAhead,
        keepsText,
      },
    );
    return pages as AsyncIterable<Page<Row>>;
  }

  /** Asks for a format, unless somebody has said what to ask for. */
  #accept(format: BodyFormat | undefined, headers: Readonly<Record<string, string>>): Record<string, string> {
    const accept = acceptOf(format);
    const given = Object.keys({ ...this.#options.headers, ...headers }).some((name) => name.toLowerCase() === 'accept');
    return accept === undefined || given ? {} : { accept };
  }
}
