import type { PreviewExchange } from '#lib/index.ts';

/** A stretch of time, in milliseconds since 1970. */
export interface TimeSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/** A part of the time that an exchange took. */
export interface TimePart {
  /** `turn`: before anything was sent. `failed`: an attempt that did not count. `pause`: before the next one. */
  readonly kind: 'turn' | 'failed' | 'pause' | 'answered';
  /** Since the exchange began. */
  readonly startMs: number;
  readonly lengthMs: number;
}

/**
 * Where each exchange stands on one axis, in milliseconds since 1970. What was recorded earlier and what was asked for
 * now may be hours apart: without that gap, and in its order, the one follows the other.
 */
export function startsOf(exchanges: readonly PreviewExchange[]): ReadonlyMap<number, number> {
  const recorded = exchanges.filter(({ replayOf }) => replayOf !== undefined);
  const fresh = exchanges.filter(({ replayOf }) => replayOf === undefined);
  const starts = new Map(exchanges.map(({ number, startedAt }) => [number, Date.parse(startedAt)]));
  if (recorded.length === 0 || fresh.length === 0) return starts;
  const shift = spanOf(recorded).endMs - spanOf(fresh).startMs;
  for (const { number, startedAt } of fresh) starts.set(number, Date.parse(startedAt) + shift);
  return starts;
}

/**
 * From the first request to the last answer; at least a millisecond long.
 * @param starts as of {@link startsOf}. Default: when each was sent.
 */
export function spanOf(exchanges: readonly PreviewExchange[], starts?: ReadonlyMap<number, number>): TimeSpan {
  let startMs = Infinity;
  let endMs = -Infinity;
  for (const exchange of exchanges) {
    const start = starts?.get(exchange.number) ?? Date.parse(exchange.startedAt);
    startMs = Math.min(startMs, start);
    endMs = Math.max(endMs, start + exchange.durationMs);
  }
  return exchanges.length === 0 ? { startMs: 0, endMs: 1 } : { startMs, endMs: Math.max(endMs, startMs + 1) };
}

/** What an exchange spent its time on, in order, without parts of no length. They fill `durationMs`. */
export function timePartsOf(exchange: PreviewExchange): readonly TimePart[] {
  const { durationMs, waitedMs = 0, retries = [] } = exchange;
  const parts: TimePart[] = [];
  let startMs = 0;
  const put = (kind: TimePart['kind'], wantedMs: number): void => {
    const lengthMs = Math.max(0, Math.min(wantedMs, durationMs - startMs));
    if (lengthMs > 0) parts.push({ kind, startMs, lengthMs });
    startMs += lengthMs;
  };
  put('turn', waitedMs);
  retries.forEach(({ tookMs = 0, waitMs }, index) => {
    put('failed', index === 0 ? tookMs - waitedMs : tookMs);
    put('pause', waitMs);
  });
  put('answered', durationMs - startMs);
  return parts;
}
