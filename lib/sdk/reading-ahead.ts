import { AsyncLocalStorage } from 'node:async_hooks';

const permission = new AsyncLocalStorage<() => boolean>();

/** Runs `work` so that lists in it ask for pages before they are wanted only while `isAllowed` says so. */
export function withReadingAhead<Result>(isAllowed: () => boolean, work: () => Result): Result {
  return permission.run(isAllowed, work);
}

/** Runs `work` so that no list in it asks for a page before it is wanted, as a sample needs it. */
export function withoutReadingAhead<Result>(work: () => Result): Result {
  return withReadingAhead(() => false, work);
}

/** Whether the running call may ask for pages before their turn. */
export function mayReadAhead(): boolean {
  return permission.getStore()?.() ?? true;
}
