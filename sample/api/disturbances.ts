import type { LoggedRequest } from './request-log.ts';

export type RequestFilter = (request: LoggedRequest) => boolean;

/** A fault to answer with instead of the truth. */
export interface Fault {
  /** Default: 500. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is. Default: a JSON error. */
  readonly body?: string;
  /** How many matching requests get it. Default: 1. */
  readonly times?: number;
  /** `reset` closes the connection without an answer, `cut` in the middle of the true one. */
  readonly connection?: 'reset' | 'cut';
}

/** Requests that wait for {@link Hold.release}. */
export interface Hold {
  /** Resolves as soon as one request waits. */
  readonly reached: Promise<void>;
  /** Lets the waiting ones go on and stops holding further ones. */
  release(): void;
}

export interface Disturbances {
  hold(filter: RequestFilter): Hold;
  fail(filter: RequestFilter, fault?: Fault): void;
  /** Resolves when no hold keeps the request any longer. */
  pass(request: LoggedRequest): Promise<void>;
  /** The fault for a request, used up by one. */
  takeFault(request: LoggedRequest): Fault | undefined;
  /** Releases every hold and forgets every fault. */
  end(): void;
}

export function createDisturbances(): Disturbances {
  const holds = new Set<{ filter: RequestFilter; released: Promise<void>; reach(): void; release(): void }>();
  let faults: { filter: RequestFilter; fault: Fault; left: number }[] = [];
  return {
    hold(filter) {
      const reached = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      const entry = { filter, released: released.promise, reach: reached.resolve, release: released.resolve };
      holds.add(entry);
      return {
        reached: reached.promise,
        release() {
          holds.delete(entry);
          released.resolve();
        },
      };
    },
    fail(filter, fault = {}) {
      faults.push({ filter, fault, left: fault.times ?? 1 });
    },
    async pass(request) {
      for (const hold of [...holds].filter(({ filter }) => filter(request))) {
        hold.reach();
        await hold.released;
      }
    },
    takeFault(request) {
      const entry = faults.find(({ filter, left }) => left > 0 && filter(request));
      if (entry) entry.left -= 1;
      return entry?.fault;
    },
    end() {
      for (const hold of holds) hold.release();
      holds.clear();
      faults = [];
    },
  };
}
