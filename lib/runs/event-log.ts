import { closeSync, openSync, writeSync } from 'node:fs';

import type { RunEvent } from './run-event.ts';

export interface EventLog {
  readonly append: (event: RunEvent) => void;
  /** Whatever is appended afterwards is dropped, so that the end of a run stays its last event. */
  readonly close: () => void;
}

/**
 * Writes the events of a run, one line each. Each line is one write to a file opened for appending, so a reader never
 * sees two lines mixed, and what was told before a crash stays told.
 */
export function openEventLog(file: string, now: () => number = Date.now): EventLog {
  const descriptor = openSync(file, 'a');
  let seq = 0;
  let isOpen = true;
  return {
    append: (event) => {
      if (!isOpen) return;
      seq += 1;
      const at = new Date(now()).toISOString();
      // Count and time come last, so that no event can bring its own.
      writeSync(descriptor, `${JSON.stringify({ ...event, seq, at })}\n`);
    },
    close: () => {
      if (isOpen) closeSync(descriptor);
      isOpen = false;
    },
  };
}
