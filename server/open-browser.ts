import { spawn } from 'node:child_process';

/** Asks the system to open a link. Where nothing can, nothing happens: the link was printed. */
export function openBrowser(link: string): void {
  const [command, ...words] = openCommand(link);
  const child = spawn(command, words, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

function openCommand(link: string): [string, ...string[]] {
  if (process.platform === 'darwin') return ['open', link];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '', link.replaceAll('&', '^&')];
  return ['xdg-open', link];
}
