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

export interface ProgressDisplayOptions {
  /** Also every request with its status and the beginning of the response. */
  readonly isVerbose: boolean;
  /** Lines that stay, also on a terminal. */
  readonly isPlain: boolean;
}

/** Lines that are drawn again and again on a terminal; lines that stay, in a pipe or when every request is printed. */
export function createProgressDisplay(terminal: Terminal, options: ProgressDisplayOptions): ProgressDisplay {
  const { isVerbose, isPlain } = options;
  const canBeLive = terminal.stderr.isTTY === true && terminal.env['TERM'] !== 'dumb';
  return canBeLive && !isVerbose && !isPlain ? createLiveDisplay(terminal) : createPlainDisplay(terminal, isVerbose);
}
