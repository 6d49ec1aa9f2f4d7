import { exitCodes } from './exit-code.ts';

/** Turns Ctrl-C into an aborted signal while work goes on, so that it can be cancelled properly. */
export interface CaughtInterrupt {
  readonly signal: AbortSignal;
  /** From now on Ctrl-C ends the process as usual. */
  readonly release: () => void;
}

/** The second Ctrl-C no longer waits. */
export function catchInterrupt(): CaughtInterrupt {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
