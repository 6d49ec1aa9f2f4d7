import type { ApiRequest } from './api-request.ts';

/** A request that arrived, and how it ended so far. */
export interface LoggedRequest extends Omit<ApiRequest, 'url'> {
  /** Path and query. */
  readonly url: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Undefined until it is answered; it stays so when the connection was cut. */
  readonly status: number | undefined;
}

export interface RequestStats {
  readonly requestCount: number;
  readonly peakConcurrency: number;
  readonly countByStatus: Readonly<Record<number, number>>;
}

export interface RequestLog {
  /** In order of arrival; the newest 10,000. */
  readonly requests: readonly LoggedRequest[];
  readonly stats: RequestStats;
  /** Notes an arrival. Call `answered` with the status, and `closed` when the connection is done with it. */
  add(request: ApiRequest): { readonly entry: LoggedRequest; answered(status: number): void; closed(): void };
  /** Forgets everything so far, so that a test can count from here. */
  clear(): void;
}

const maxKept = 10_000;

export function createRequestLog(): RequestLog {
  const requests: LoggedRequest[] = [];
  let active = 0;
  let stats = { requestCount: 0, peakConcurrency: 0, countByStatus: {} as Record<number, number> };
  return {
    requests,
    get stats() {
      return stats;
    },
    add({ method, url, headers, body }) {
      const entry: { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] } = {
        method,
        url: url.pathname + url.search,
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers,
        body,
        status: undefined,
      };
      requests.push(entry);
      if (requests.length > maxKept) requests.shift();
      stats.requestCount += 1;
      stats.peakConcurrency = Math.max(stats.peakConcurrency, (active += 1));
      return {
        entry,
        answered(status) {
          entry.status = status;
          stats.countByStatus[status] = (stats.countByStatus[status] ?? 0) + 1;
        },
        closed: () => {
          active -= 1;
        },
      };
    },
    clear() {
      requests.length = 0;
      stats = { requestCount: 0, peakConcurrency: active, countByStatus: {} };
    },
  };
}
