/** Hosts that cannot be connected to, and for how long they have been tried, by all requests of a client together. */
export interface SilentHosts {
  /** Takes note of an attempt that brought no connection. */
  note(origin: string, startedAtMs: number, endedAtMs: number): void;
  /** Milliseconds since the first of those attempts in a row began; 0 when there was none. */
  silentForMs(origin: string, nowMs: number): number;
}

/** A host that was left alone for so long gets its whole time again. */
const forgottenAfterMs = 30_000;

/** Lets a source with many resources give up on its host as soon as one with a single resource. */
export function createSilentHosts(): SilentHosts {
  const failures = new Map<string, { readonly firstMs: number; readonly lastMs: number }>();
  const firstOf = (origin: string, nowMs: number): number | undefined => {
    const known = failures.get(origin);
    return known === undefined || nowMs - known.lastMs >= forgottenAfterMs ? undefined : known.firstMs;
  };
  return {
    note(origin, startedAtMs, endedAtMs) {
      failures.set(origin, { firstMs: firstOf(origin, startedAtMs) ?? startedAtMs, lastMs: endedAtMs });
    },
    silentForMs: (origin, nowMs) => nowMs - (firstOf(origin, nowMs) ?? nowMs),
  };
}
