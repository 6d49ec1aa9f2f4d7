let isIgnored = false;

/** Without a listener, SIGUSR1 opens a debugger port in this process, and any module of a source could send it. */
export function ignoreDebuggerSignal(): void {
  if (isIgnored) return;
  isIgnored = true;
  process.on('SIGUSR1', () => {});
}
