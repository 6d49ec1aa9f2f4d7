import type { ColumnHints } from './column-hint.ts';
import type { MergeOptions } from './merge-options.ts';
import type { ProcessingStep } from './processing-step.ts';
import type { Auth } from './auth.ts';
import type { BodyFormat } from './body-format.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import type { RateLimit, SharedRateLimit } from './rate-limit.ts';
import type { ResponseRule } from './response-rule.ts';
import type { SchemaContract } from './schema-contract.ts';
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
  readonly rateLimit: RateLimit | SharedRateLimit | undefined;
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
  /** Sent as a form in place of `json`: fields by name, or pairs of name and value. Absent: none. */
  readonly form?: FormFields | undefined;
  /** Sent as it is in place of `json`. Absent: nothing. */
  readonly body?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** In place of the source's; undefined: the source's. */
  readonly auth?: Auth | undefined;
  /** Where the records lie in a response; undefined means: find them. */
  readonly dataSelector: string | undefined;
  /** Undefined: by the content type. */
  readonly format?: BodyFormat | undefined;
  readonly pagination: Pagination;
  readonly writeDisposition: WriteDisposition;
  /** How it merges, where that is told. */
  readonly merge?: MergeOptions | undefined;
  readonly primaryKey: readonly string[];
  /** Absent: none. */
  readonly mergeKey?: readonly string[] | undefined;
  readonly incremental: RestIncremental | undefined;
  /** What differs from the source. */
  readonly retry?: RetryOptions | undefined;
  /** What is done with certain responses, those of the source included. */
  readonly responses?: readonly ResponseRule[] | undefined;
  /** False: read only for the resources below it. Absent: loaded. */
  readonly selected?: boolean | undefined;
  /** Free text; absent: the name. */
  readonly tableName?: string | undefined;
  /** What is known of columns, by the path of their field. Absent: nothing. */
  readonly columns?: ColumnHints | undefined;
  /** What its tables may become, as the resource says or else the source. Absent: anything. */
  readonly schemaContract?: SchemaContract | undefined;
  /** What becomes of fields that never had a value: `omit`, no column, or `text`, a column of text. Absent: no column. */
  readonly nullColumns?: 'omit' | 'text' | undefined;
  /** Share of its rows that a table may lose when it is replaced, 0 to 1. Absent: as the project says. */
  readonly maxReplaceLoss?: number | undefined;
  /** Levels of objects and lists that become columns and tables; absent: all. */
  readonly maxTableNesting?: number | undefined;
  /** The resource whose records fill this one's `{resources.…}` placeholders, together with those above it. */
  readonly parent: string | undefined;
  /** Further resources whose records fill placeholders, in every combination with the parent's. Absent: none. */
  readonly crossWith?: readonly string[] | undefined;
  /** What is read for, by name: each combination of the values makes a series of requests. Absent: nothing. */
  readonly forEach?: Readonly<Record<string, readonly JsonValue[]>> | undefined;
  /** Paths in the parent's record (of several parents with the name in front), or names in `forEach`, that every record is given. Absent: none. */
  readonly includeFromParent?: readonly string[] | undefined;
  /** Changes of every record, in their order. Absent: none. */
  readonly steps?: readonly ProcessingStep[] | undefined;
  /** Series that are read at the same time; absent: one. */
  readonly concurrency?: number | undefined;
  /** What a series that cannot be read does to the whole; absent: `fail`. */
  readonly onChildError?: 'fail' | 'skip' | undefined;
}

/** Fields by name, where a list repeats its name; or pairs, which keep their order. */
export type FormFields = JsonObject | readonly (readonly [name: string, value: JsonValue])[];

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
  /** Length of the windows that the range is read in, `30d` or a number; absent: one piece. */
  readonly window?: string | number | undefined;
  /** Whether each record of the parent, or entry of `forEach`, has a saved position of its own; absent: all share one. */
  readonly perParent?: boolean | undefined;
}

export type WriteDisposition = 'append' | 'replace' | 'merge';

export type Pagination = PaginationType & {
  /** An expression that ends the list where it is true, see `stopCondition`. Absent: none. */
  readonly stopWhen?: string | undefined;
};

type PaginationType =
  | { readonly type: 'auto' }
  | { readonly type: 'single_page' }
  | {
      readonly type: 'page_number';
      readonly param: string;
      readonly sentBy?: PagingPlace | undefined;
      readonly start: number;
      /** Records per page to ask for; undefined: nothing is sent. */
      readonly limit?: number | undefined;
      /** Undefined: `per_page`. */
      readonly limitParam?: string | undefined;
      /** Where the response tells the number of pages. */
      readonly totalPath?: string | undefined;
      /** Where the response tells the number of records. */
      readonly totalRecordsPath?: string | undefined;
      /** Where the response tells whether more follows; it decides, whatever the total. */
      readonly hasMorePath?: string | undefined;
      /** The last page that is fetched. */
      readonly maxPage?: number | undefined;
      /** Undefined: true. */
      readonly stopAfterEmptyPage?: boolean | undefined;
      /** Pages under way at a time once a total is known. Undefined: 4, or 1 for a POST. */
      readonly concurrency?: number | undefined;
    }
  | {
      readonly type: 'offset';
      readonly param: string;
      readonly sentBy?: PagingPlace | undefined;
      /** Undefined: 0. */
      readonly start?: number | undefined;
      readonly limit: number;
      readonly limitParam: string;
      /** Where the response tells the number of records. */
      readonly totalPath?: string | undefined;
      /** Where the response tells whether more follows; it decides, whatever the total. */
      readonly hasMorePath?: string | undefined;
      /** The last offset that is asked for. */
      readonly maxOffset?: number | undefined;
      /** Undefined: true. */
      readonly stopAfterEmptyPage?: boolean | undefined;
      /** Pages under way at a time once a total is known. Undefined: 4, or 1 for a POST. */
      readonly concurrency?: number | undefined;
    }
  | {
      readonly type: 'cursor';
      readonly param: string;
      readonly sentBy?: PagingPlace | undefined;
      readonly cursorPath: string;
      /** What the path begins in. Undefined: the response. */
      readonly cursorFrom?: 'response' | 'last_record' | undefined;
      /** Cursor of the first request; undefined: none is sent. */
      readonly start?: string | number | undefined;
      readonly hasMorePath?: string | undefined;
      /** Undefined: false. */
      readonly stopAfterEmptyPage?: boolean | undefined;
    }
  | {
      readonly type: 'json_link';
      readonly nextUrlPath: string;
      readonly hasMorePath?: string | undefined;
      /** Undefined: false. */
      readonly stopAfterEmptyPage?: boolean | undefined;
    }
  | { readonly type: 'header_link'; readonly rel: string }
  | {
      readonly type: 'header_cursor';
      readonly header: string;
      readonly param: string;
      readonly sentBy?: PagingPlace | undefined;
    };

/**
 * Where a paging value travels: in the query; in the JSON body, where its name is a dotted path; as a header; or in the
 * endpoint, in place of its name in braces. Undefined where it is used: the body of a POST that has one, else the query.
 */
export type PagingPlace = 'query' | 'json' | 'header' | 'path';
