import type { BodyFormat } from './body-format.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import type { RateLimit } from './rate-limit.ts';
import type { ResponseRule } from './response-rule.ts';
import type { RetryOptions } from './retry-options.ts';

/**
 * A REST source after validation and interpolation: defaults are merged in, every value is final except for
 * `{resources.…}` and `{incremental.…}` placeholders. The engine reads only this, never the YAML.
 */
export interface RestSource {
  /** Absolute `http:` or `https:` URL. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: Auth | undefined;
  /** Over all resources of the source. */
  readonly rateLimit: RateLimit | undefined;
  /** Requests to one host at the same time. */
  readonly concurrency?: number | undefined;
  readonly retry?: RetryOptions | undefined;
  readonly resources: readonly RestResource[];
}

export interface RestResource {
  readonly name: string;
  /** Path below the base URL, or an absolute URL; may hold placeholders. */
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly params: JsonObject;
  readonly json: JsonValue | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Where the records lie in a response; undefined means: find them. */
  readonly dataSelector: string | undefined;
  /** Undefined: by the content type. */
  readonly format?: BodyFormat | undefined;
  readonly pagination: Pagination;
  readonly writeDisposition: WriteDisposition;
  readonly primaryKey: readonly string[];
  readonly incremental: RestIncremental | undefined;
  /** What differs from the source. */
  readonly retry?: RetryOptions | undefined;
  /** What is done with certain responses, those of the source included. */
  readonly responses?: readonly ResponseRule[] | undefined;
  /** The resource whose records fill this one's `{resources.…}` placeholders. */
  readonly parent: string | undefined;
}

export interface RestIncremental {
  readonly cursorPath: string;
  readonly initialValue: string | number | undefined;
  /** Query parameter that carries the start value; undefined: only filtered here. */
  readonly startParam: string | undefined;
}

export type WriteDisposition = 'append' | 'replace' | 'merge';

export type Auth =
  | { readonly type: 'bearer'; readonly token: string }
  | { readonly type: 'api_key'; readonly name: string; readonly apiKey: string; readonly location: 'header' | 'query' }
  | { readonly type: 'http_basic'; readonly username: string; readonly password: string }
  | {
      readonly type: 'oauth2_client_credentials';
      readonly accessTokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly accessTokenRequestData: Readonly<Record<string, string>>;
      /** Lifetime of a token whose answer names none, in seconds. */
      readonly defaultTokenExpiration: number;
    };

export type Pagination =
  | { readonly type: 'auto' }
  | { readonly type: 'single_page' }
  | {
      readonly type: 'page_number';
      readonly param: string;
      readonly start: number;
      /** Where the response tells the number of pages. */
      readonly totalPath: string | undefined;
      /** The last page that is fetched. */
      readonly maxPage: number | undefined;
    }
  | {
      readonly type: 'offset';
      readonly param: string;
      readonly limit: number;
      readonly limitParam: string;
      /** Where the response tells the number of records. */
      readonly totalPath: string | undefined;
    }
  | { readonly type: 'cursor'; readonly param: string; readonly cursorPath: string }
  | { readonly type: 'json_link'; readonly nextUrlPath: string }
  | { readonly type: 'header_link'; readonly rel: string }
  | { readonly type: 'header_cursor'; readonly header: string; readonly param: string };
