import { AsyncLocalStorage } from 'node:async_hooks';

/** Tells the person something that is not an error. */
export type Warn = (message: string, hint?: string) => void;

const storage = new AsyncLocalStorage<Warn>();

/** Runs `work` so that a `RestClient` used in it warns through `warn` without being given it. */
export function withWarnings<Result>(warn: Warn, work: () => Result): Result {
  return storage.run(warn, work);
}

/** Warns through the scope of the running call; nobody hears it outside of one. */
export function warnInScope(message: string, hint?: string): void {
  storage.getStore()?.(message, hint);
}
