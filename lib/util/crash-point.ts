import { channel } from 'node:diagnostics_channel';

/** In the order of a sync: records are written, the package is sealed, its statements run, it is marked. */
type CrashPoint =
  | 'spooling'
  | 'sealing'
  | 'sealed'
  | 'begin'
  | 'statement'
  | 'before-commit'
  | 'after-commit'
  | 'marking'
  | 'marked';

/** Tells whoever listens in this process which point is reached, as `{ name, times }`. */
export const crashPoints = channel('dango.crash-point');

const reached = new Map<CrashPoint, number>();

/**
 * A named instant at which a crash must do no harm. Does nothing, unless the environment variable `DANGO_CRASH_AT`
 * names it: then the process dies there without any cleaning up, as under a power cut. `<name>:2` is the second time
 * that it is reached.
 */
export function crashPoint(name: CrashPoint): void {
  const wanted = process.env['DANGO_CRASH_AT'];
  if (wanted === undefined && !crashPoints.hasSubscribers) return;
  const times = (reached.get(name) ?? 0) + 1;
  reached.set(name, times);
  crashPoints.publish({ name, times });
  if (wanted === name || wanted === `${name}:${times}`) process.kill(process.pid, 'SIGKILL');
}
