import type { ServerResponse } from 'node:http';
import type { ServerAnswer } from './start-server.ts';

export interface Faults {
  /** Share of requests that fail, from 0 to 1. */
  readonly share: number;
  /** The same seed gives the same faults. */
  readonly seed: number;
  /** Requests within one second; those beyond get 429 with Retry-After. */
  readonly perSecond: number;
}

/** Counts of what a server did wrong, by kind. */
export type FaultCounts = Record<'limited' | 'error' | 'unavailable' | 'reset' | 'cut', number>;

/**
 * Breaks a share of the answers of a server, in turn by a web page with status 500, a 503, a connection that is reset and
 * one that is cut in the middle of the body.
 */
export function breakAnswers({ share, seed, perSecond }: Faults) {
  const counts: FaultCounts = { limited: 0, error: 0, unavailable: 0, reset: 0, cut: 0 };
  let state = seed;
  const random = (): number => (state = (state * 1_103_515_245 + 12_345) & 0x7f_ff_ff_ff) / 0x7f_ff_ff_ff;
  let second = 0;
  let inSecond = 0;

  /** The answer as it is sent; undefined where it was broken off. */
  function pass(answer: ServerAnswer & { readonly body: string }, response: ServerResponse): ServerAnswer | undefined {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) [second, inSecond] = [now, 0];
    if (++inSecond > perSecond) {
      counts.limited += 1;
      return { status: 429, headers: { 'retry-after': '1' }, json: { error: 'too many requests' } };
    }
    if (random() >= share) return answer;
    switch (Math.floor(random() * 4)) {
      case 0:
        counts.error += 1;
        return { status: 500, headers: { 'content-type': 'text/html' }, body: '<html>Internal Server Error</html>' };
      case 1:
        counts.unavailable += 1;
        return { status: 503, headers: { 'retry-after': '0' }, body: '' };
      case 2:
        counts.reset += 1;
        response.socket?.destroy();
        return undefined;
      default: {
        counts.cut += 1;
        const length = Buffer.byteLength(answer.body);
        response.writeHead(200, { ...answer.headers, 'content-length': length });
        response.write(answer.body.slice(0, answer.body.length / 2), () => response.socket?.destroy());
        return undefined;
      }
    }
  }
  return { pass, counts: counts as Readonly<FaultCounts> };
}
