import type { Clock } from '../../lib/http/clock.ts';

/** Time on which waits cost nothing. */
export function createFastClock(): Clock & { readonly waits: number[] } {
  let skippedMs = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => Date.now() + skippedMs,
    wait: async (ms) => {
      waits.push(ms);
      skippedMs += ms;
    },
  };
}
