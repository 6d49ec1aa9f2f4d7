import type { Exchange } from '../http/exchange.ts';
import type { RecordedExchange } from '../http/replay.ts';
import type { ShownExchange } from '../http/shown-exchange.ts';

/**
 * Gives an exchange that a recording answered the times at which, and the attempts after which, the API did, and what
 * was pretended of it: the replay's own say nothing of it. All others stay as they are.
 */
export function recordedTimes(recording: readonly RecordedExchange[]): (exchange: ShownExchange) => ShownExchange {
  const times = new Map(recording.map((exchange) => [exchange.number, timesOf(exchange)]));
  return (exchange) => (exchange.replayOf === undefined ? exchange : { ...exchange, ...times.get(exchange.replayOf) });
}

function timesOf({ startedAt, durationMs, waitedMs, attempts, retries, pretended }: Exchange) {
  return { startedAt, durationMs, waitedMs, attempts, retries, pretended };
}
