import { watch, type FSWatcher } from 'node:fs';

/** Sleeps until a file changes, somebody calls `wake`, or the time is over. */
export interface WakeUp {
  readonly wake: () => void;
  readonly sleep: (maxMs: number) => Promise<void>;
  readonly close: () => void;
}

/** Watches a file where the system can; where it cannot, `sleep` ends by its time alone. */
export function createWakeUp(file: string): WakeUp {
  let isPending = false;
  let resolveSleep: (() => void) | undefined;
  const wake = (): void => {
    isPending = true;
    resolveSleep?.();
  };
  const watcher = watchIfPossible(file, wake);
  return {
    wake,
    sleep: async (maxMs) => {
      if (!isPending) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, maxMs);
          resolveSleep = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isPending = false;
      resolveSleep = undefined;
    },
    close: () => watcher?.close(),
  };
}

function watchIfPossible(file: string, onChange: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(file, onChange);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}
