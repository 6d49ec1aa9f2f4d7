import type { Terminal } from './terminal.ts';

/** Asks a person a question; everything but `y` and `yes` is no. Without a terminal nobody is asked, and it is no. */
export async function askYes({ stdin, stderr }: Terminal, question: string): Promise<boolean> {
  if (stdin.isTTY !== true) return false;
  stderr.write(`${question} [y/N] `);
  stdin.setEncoding('utf8');
  for await (const chunk of stdin) return /^\s*y(es)?\s*$/i.test(String(chunk));
  return false;
}
