/**
 * A named instant at which a crash must do no harm. Does nothing, unless the environment variable `DANGO_CRASH_AT`
 * names it: then the process dies there without any cleaning up, as under a power cut.
 */
export function crashPoint(name: 'spooling' | 'sealed' | 'before-commit' | 'after-commit'): void {
  if (process.env['DANGO_CRASH_AT'] === name) process.kill(process.pid, 'SIGKILL');
}
