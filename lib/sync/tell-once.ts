import type { SyncEvent } from './sync-event.ts';

/** Lets each warning through once: the parts of a run, such as the windows of a cursor, all find the same. */
export function tellOnce(onEvent: (event: SyncEvent) => void): (event: SyncEvent) => void {
  const told = new Set<string>();
  return (event) => {
    if (event.type === 'warning') {
      const words = JSON.stringify([event.resource, event.message]);
      if (told.has(words)) return;
      told.add(words);
    }
    onEvent(event);
  };
}
