/** One HTTP request and its response as they are kept: masked, with the reason they happened. */
export interface Exchange {
  /** Unique within a load package, in the order in which requests were first sent. Retries share the number. */
  readonly number: number;
  readonly resource: string | undefined;
  readonly method: string;
  /** Absolute, as first sent, with secret values masked. */
  readonly url: string;
  /** Address that answered, masked, when redirects led to another one. */
  readonly redirectedTo?: string | undefined;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string | undefined;
  /** 0 when no response arrived. */
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBytes: number;
  /** Masked text of the response; undefined when none arrived. */
  readonly responseBody: string | undefined;
  /** The same in UTF-8 where it is at hand. Then the text is made only when it is read. */
  readonly responseUtf8?: Uint8Array | undefined;
  /** ISO instant of the first attempt. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Part of `durationMs` before anything was sent: for its turn, or for a token. Absent: none. */
  readonly waitedMs?: number | undefined;
  /** Attempts made, 1 when the first one succeeded. */
  readonly attempts: number;
  /** What each attempt before the last one met, and the pause that followed. Absent where the first attempt counted. */
  readonly retries?: readonly RetriedAttempt[] | undefined;
  /** What a test pretended of it, in the order of its sendings. Absent: nothing. */
  readonly pretended?: readonly PretendedAnswer[] | undefined;
  /** Why it was sent, in words: `first page`, `next_cursor = "abc" in exchange 3`. */
  readonly reason: string | undefined;
  /** What its caller decided by the response: `20 records; reads on: page=3`. Absent where nobody said. */
  readonly decision?: string | undefined;
  /** Records that were taken out of the response, and where they lay in it, as a JSON path. Absent where nobody said. */
  readonly records?: number | undefined;
  readonly recordsPath?: string | undefined;
  /** Why its list has no further page. Absent where it has one, or nobody said. */
  readonly listEnd?: string | undefined;
  /** Number of the exchange that brought the parent's record for which it was sent. Absent: for none. */
  readonly parentExchange?: number | undefined;
  /** Number of the recorded exchange that answered in place of the API. Absent: the API answered. */
  readonly replayOf?: number | undefined;
  /** What went wrong, when there is no usable response. */
  readonly error: string | undefined;
}

/** An attempt that did not count. */
export interface RetriedAttempt {
  /** What it met, masked: `503 Service Unavailable`. */
  readonly cause: string;
  /** From the start of the attempt, its wait for its turn included, to its end. Absent in what older versions kept. */
  readonly tookMs?: number | undefined;
  /** The pause before the next attempt. */
  readonly waitMs: number;
}

/** A sending that met a fault of a test instead of the API. */
export interface PretendedAnswer {
  /** Position of the fault in the list that the test was given, from 0. */
  readonly fault: number;
  /** In which attempt, from 1. */
  readonly attempt: number;
  /** What was pretended: `429 with Retry-After: 2`. */
  readonly cause: string;
}

/** Where exchanges go. The load package is one; a test panel is another. */
export interface ExchangeRecorder {
  /** Reserves the number of the next exchange. */
  begin(): number;
  record(exchange: Exchange): void;
}
