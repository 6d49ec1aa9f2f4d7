import type { HintType } from './column-hint-spec.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import type { ProcessingStep } from './processing-step.ts';

/**
 * A REST source after validation and interpolation: defaults are merged in, every value is final except for
 * `{resources.…}` and `{incremental.…}` placeholders. The engine reads only this, never the YAML.
 */
export interface RestSource {
  /** Absolute `http:` or `https:` URL. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: Auth | undefined;
  /** Requests per second over all resources of the source. */
  readonly rateLimit: number | undefined;
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
  readonly pagination: Pagination;
  readonly writeDisposition: WriteDisposition;
  readonly primaryKey: readonly string[];
  readonly incremental: RestIncremental | undefined;
  /** False: read only for the resources below it. Absent: loaded. */
  readonly selected?: boolean | undefined;
  /** Free text; absent: the name. */
  readonly tableName?: string | undefined;
  /** Types of columns that are to be made, by the path of their field. Absent: by the values. */
  readonly columns?: Readonly<Record<string, { readonly type: HintType }>> | undefined;
  /** Levels of objects and lists that become columns and tables; absent: all. */
  readonly maxTableNesting?: number | undefined;
  /** The resource whose records fill this one's `{resources.…}` placeholders, together with those above it. */
  readonly parent: string | undefined;
  /** What is read for, by name: each combination of the values makes a series of requests. Absent: nothing. */
  readonly forEach?: Readonly<Record<string, readonly JsonValue[]>> | undefined;
  /** Paths in the parent's record, or names in `forEach`, that every record is given. Absent: none. */
  readonly includeFromParent?: readonly string[] | undefined;
  /** Changes of every record, in their order. Absent: none. */
  readonly steps?: readonly ProcessingStep[] | undefined;
  /** Series that are read at the same time; absent: one. */
  readonly concurrency?: number | undefined;
  /** What a series that cannot be read does to the whole; absent: `fail`. */
  readonly onChildError?: 'fail' | 'skip' | undefined;
}

export interface RestIncremental {
  readonly cursorPath: string;
  readonly initialValue: string | number | undefined;
  /** Query parameter that carries the start value; undefined: only filtered here. */
  readonly startParam: string | undefined;
  /** Query parameter that carries the end value, where a run has one. Absent: only filtered here. */
  readonly endParam?: string | undefined;
  /** Form in which start and end are sent, see `convertInstant`. Absent: as the records have them. */
  readonly convert?: string | undefined;
  readonly endValue?: string | number | undefined;
  readonly lag?: number | undefined;
  readonly rowOrder?: 'asc' | 'desc' | undefined;
  readonly onCursorValueMissing?: 'raise' | 'include' | 'exclude' | undefined;
  readonly rangeStart?: 'closed' | 'open' | undefined;
  readonly rangeEnd?: 'closed' | 'open' | undefined;
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
