/** Counts requests per second. */
export interface RateLimiter {
  /** 0 when the request may pass, else the whole seconds to wait. */
  secondsToWait(): number;
}

/** A window of one second opens with its first request; `now` is in milliseconds. */
export function createRateLimiter(requestsPerSecond: number, now: () => number = () => performance.now()): RateLimiter {
  let windowStart = -Infinity;
  let used = 0;
  return {
    secondsToWait() {
      const time = now();
      if (time - windowStart >= 1000) {
        windowStart = time;
        used = 0;
      }
      used += 1;
      return used <= requestsPerSecond ? 0 : 1;
    },
  };
}
