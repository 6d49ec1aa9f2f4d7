import type { ProcessMemory } from './guest-messages.ts';

const everyMs = 500;

/**
 * Tells at once, every half second and at its end what memory this process needs. Code that never waits keeps the timer
 * from firing; the peak is told all the same when it is over.
 */
export function measureMemory(tell: (memory: ProcessMemory) => void): Disposable {
  const measure = (): void => {
    // The system counts in KiB.
    const peakBytes = process.resourceUsage().maxRSS * 1024;
    tell({ usedBytes: process.memoryUsage.rss(), peakBytes });
  };
  const timer = setInterval(measure, everyMs);
  timer.unref();
  measure();
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer);
      measure();
    },
  };
}
