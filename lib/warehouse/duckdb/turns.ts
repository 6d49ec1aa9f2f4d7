import { DangoError } from '../../errors/dango-error.ts';

/** Several may share the file, or one has it alone. */
export type TurnKind = 'shared' | 'alone';

interface Waiting {
  readonly kind: TurnKind;
  readonly start: () => void;
}

export interface TurnLimits {
  readonly signal?: AbortSignal | undefined;
  /** How long to wait, in milliseconds. Undefined: until it is free. */
  readonly waitMs?: number | undefined;
}

/**
 * Who may work on one file within this process: any number of sharers, or one alone. First come, first served, so that
 * no stream of sharers keeps the one out.
 */
export class Turns {
  readonly #waiting: Waiting[] = [];
  #sharers = 0;
  #isTaken = false;
  /** How many share the file now. */
  get sharers(): number {
    return this.#sharers;
  }

  /**
   * Waits for a turn, which lasts until the returned function is called.
   * @throws the reason of the signal; DangoError `warehouse-locked` when the wait was too long.
   */
  async take(kind: TurnKind, { signal, waitMs }: TurnLimits = {}): Promise<() => void> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const waiting: Waiting = { kind, start: () => resolve(undefined) };
    const leave = (error: Error): void => {
      const position = this.#waiting.indexOf(waiting);
      if (position === -1) return;
      this.#waiting.splice(position, 1);
      reject(error);
      this.#admit();
    };
    const onAbort = (): void => leave(abortError(signal));
    signal?.addEventListener('abort', onAbort, { once: true });
    const timer = waitMs === undefined ? undefined : setTimeout(() => leave(lateError(waitMs)), waitMs);
    this.#waiting.push(waiting);
    this.#admit();
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
    return () => this.#end(kind);
  }

  #admit(): void {
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined || this.#isTaken || (next.kind === 'alone' && this.#sharers > 0)) return;
      this.#waiting.shift();
      if (next.kind === 'alone') this.#isTaken = true;
      else this.#sharers += 1;
      next.start();
    }
  }

  #end(kind: TurnKind): void {
    if (kind === 'alone') this.#isTaken = false;
    else this.#sharers -= 1;
    this.#admit();
  }
}

function abortError(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new DOMException('This operation was aborted', 'AbortError');
}

function lateError(waitMs: number): DangoError {
  return new DangoError(
    `The warehouse is in use by a load of this process (process ${process.pid}); waited ${Number((waitMs / 1000).toFixed(1))} s for it.`,
    { code: 'warehouse-locked', hint: 'Let the load finish, then try again.' },
  );
}
