import type { ChildProcess } from 'node:child_process';

export interface StopOptions {
  /** Stops the process when it fires. */
  readonly signal: AbortSignal;
  /** How long the process may live. */
  readonly timeLimitMs: number;
  /** Time between SIGTERM and SIGKILL. */
  readonly graceMs: number;
}

export interface Stopper extends Disposable {
  /** Why it was stopped; undefined while it was not, or by `stop`. */
  readonly reason: 'cancelled' | 'time' | undefined;
  stop(): void;
}

/**
 * Stops a process that leads a group of its own, and its group: when the signal fires, when its time is over, or at
 * once by `stop`. Dispose of it when the process has ended.
 */
export function stopOnDemand(child: ChildProcess, { signal, timeLimitMs, graceMs }: StopOptions): Stopper {
  const state: { reason: Stopper['reason'] } = { reason: undefined };
  let killTimer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    if (killTimer !== undefined || child.exitCode !== null || child.signalCode !== null) return;
    killGroup(child, 'SIGTERM');
    killTimer = setTimeout(() => killGroup(child, 'SIGKILL'), graceMs);
  };
  const stopFor = (reason: 'cancelled' | 'time'): void => {
    state.reason ??= reason;
    stop();
  };
  const onAbort = (): void => stopFor('cancelled');
  const timeTimer = setTimeout(() => stopFor('time'), timeLimitMs);
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  return {
    get reason() {
      return state.reason;
    },
    stop,
    [Symbol.dispose]: () => {
      clearTimeout(killTimer);
      clearTimeout(timeTimer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}
