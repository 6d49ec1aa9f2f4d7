import type { JsonObject, JsonValue } from '../../spec/json-value.ts';

/**
 * How a list that arrives in pages is read on. A paginator is a rule and holds no state; each list that is read
 * (one per parent record, for instance) is a series of its own.
 */
export interface Paginator {
  /** Begins a series. `request` is the first request as the caller wrote it. */
  start(request: PageRequest): PageSeries;
}

export interface PageRequest {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly json: JsonValue | undefined;
}

/** A pure state machine: it sees each response once, in order, and says what to ask for next. */
export interface PageSeries {
  /** What the first request needs besides its own parameters, such as `page=1`. */
  readonly first: RequestChange;
  /** @throws DangoError `pagination-failed` when the responses contradict the rule or lead in a circle. */
  next(response: PageResponse): PageStep;
  /**
   * What the steps behind the last one are expected to ask for, each change added to the one before, as many as may be
   * under way at a time besides it. A guess does no harm: what comes differently is given up. Absent: nothing is known.
   */
  ahead?(): readonly RequestChange[];
}

/** What a paginator may look at. */
export interface PageResponse {
  /** Address that answered, after redirects. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Null where the response had no body. */
  readonly body: unknown;
  readonly records: readonly unknown[];
  /** True when an object as a whole was taken as one record: its fields then say nothing about paging. */
  readonly isSingleRecord: boolean;
}

/** Changes to the request before. A `url` replaces the address and drops the parameters; the rest is added. */
export interface RequestChange {
  /** True: added to the request as the caller wrote it, without what was sent since. Pages may then come again. */
  readonly isFresh?: boolean;
  readonly url?: string;
  readonly params?: Readonly<Record<string, string | number | bigint>>;
  /** Values to set in the JSON body, by dotted path. */
  readonly json?: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
  /** Values for places such as `{page}` in the endpoint as it was written; null takes the place out with its slash. */
  readonly path?: Readonly<Record<string, string | number | bigint | null>>;
}

export type PageStep = NextStep | StopStep;

export interface NextStep {
  readonly next: RequestChange;
  /** Why the next request is sent, in words: `next_cursor = "abc" in the previous response`. */
  readonly reason: string;
  readonly warning?: PageWarning | undefined;
  /**
   * What follows where this request is refused (400, 404, 410, 416, 422), because it only tries something out. Without
   * it, and where it says nothing about the status, a refusal is an error.
   */
  readonly ifRefused?: ((status: number) => PageStep | undefined) | undefined;
}

export interface StopStep {
  readonly next?: undefined;
  /** Why the list ends here, in words. */
  readonly why: string;
  /** True when the page repeats the one before and must not be loaded a second time. */
  readonly isRepeat?: boolean;
  readonly warning?: PageWarning | undefined;
}

export interface PageWarning {
  readonly message: string;
  readonly hint?: string;
}
