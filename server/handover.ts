import type * as Engine from '../lib/index.ts';

/** What the server hands to the pages, routes and actions that run inside it. */
export interface Handover {
  /** The engine, loaded once by the server: the bundle of the UI holds its types only. */
  readonly engine: typeof Engine;
  /** Absolute, without symbolic links. */
  readonly projectRoot: string;
  /** The queue and history of runs, open for as long as the server lives. */
  readonly runs: Engine.Runs;
  /** The sign-ins at providers that go on. */
  readonly logins: Engine.Logins;
  /** Marks requests that came through the door; anything else finds every route closed. */
  readonly doorMark: string;
  /** Aborted when the server stops, so that streams end. */
  readonly stopping: AbortSignal;
  /** Where the sample API answers, when it was started along. */
  readonly sampleApiUrl: string | undefined;
  /** Keeps the stack of an unexpected error in a file and returns the id that a person is told. */
  readonly recordFault: (error: unknown) => string;
}

/** Header that carries {@link Handover.doorMark}. What a visitor sends under this name is thrown away. */
export const doorMarkHeader = 'x-dango-door';

const key = Symbol.for('dango.handover');

/** Makes the handover known to this process. The UI's bundles have module graphs of their own, so a global carries it. */
export function handOver(handover: Handover): void {
  Reflect.set(globalThis, key, handover);
}

/** The handover of this process. Throws when the UI was started without its own server. */
export function receiveHandover(): Handover {
  const handover: unknown = Reflect.get(globalThis, key);
  if (handover === undefined) throw new Error('The UI runs inside "dango serve" only.');
  return handover as Handover;
}
