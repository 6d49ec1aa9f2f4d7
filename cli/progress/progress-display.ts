import type { RunEvent } from '../../lib/index.ts';
import type { Terminal } from '../terminal.ts';
import { createLiveDisplay } from './live-display.ts';
import { createPlainDisplay } from './plain-display.ts';

/** Shows on stderr what runs are doing. */
export interface ProgressDisplay {
  readonly tell: (source: string, event: RunEvent) => void;
  /** Removes what was only drawn for the moment. */
  readonly close: () => void;
}

/** Lines that are drawn again and again on a terminal; lines that stay, in a pipe or when every request is printed. */
export function createProgressDisplay(terminal: Terminal, isVerbose: boolean): ProgressDisplay {
  const isLive = terminal.stderr.isTTY === true && terminal.env['TERM'] !== 'dumb' && !isVerbose;
  return isLive ? createLiveDisplay(terminal) : createPlainDisplay(terminal, isVerbose);
}
