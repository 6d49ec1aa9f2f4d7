/** One signal that fires when any of several does, and lets go of them when it is no longer needed. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  /** Removes the listeners, so that a long-lived signal does not collect one per request. */
  readonly unlink: () => void;
}

/** Joins signals; `undefined` ones are skipped. */
export function linkSignals(signals: readonly (AbortSignal | undefined)[]): LinkedSignal {
  const controller = new AbortController();
  const removals: (() => void)[] = [];
  for (const signal of signals) {
    if (signal === undefined) continue;
    const forward = (): void => controller.abort(signal.reason);
    if (signal.aborted) forward();
    signal.addEventListener('abort', forward, { once: true });
    removals.push(() => signal.removeEventListener('abort', forward));
  }
  return {
    signal: controller.signal,
    unlink: () => {
      for (const remove of removals) remove();
    },
  };
}
