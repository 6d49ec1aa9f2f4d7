import { text } from 'node:stream/consumers';

import { DangoError } from '../lib/index.ts';
import type { Terminal } from './terminal.ts';

const enter = ['\r', '\n'];
const interrupt = '\u0003';
const endOfInput = '\u0004';
const erase = ['\u007f', '\b'];

/**
 * A value that must not stand in the shell's history: typed without being shown, or everything that comes through a
 * pipe, without its last line break. Throws `usage-invalid` when it is empty, `run-cancelled` on Ctrl-C.
 */
export async function readSecretValue(terminal: Terminal, question: string): Promise<string> {
  const { stdin } = terminal;
  const value = stdin.isTTY === true ? await readHidden(terminal, question) : (await text(stdin)).replace(/\r?\n$/, '');
  if (value !== '') return value;
  throw new DangoError('The value is empty.', {
    code: 'usage-invalid',
    hint: 'Type the value at the prompt, or give it on stdin: `dango secrets set KEY < file`.',
  });
}

async function readHidden({ stdin, stderr }: Terminal, question: string): Promise<string> {
  stderr.write(`${question}: `);
  stdin.setRawMode?.(true);
  stdin.setEncoding('utf8');
  try {
    return await new Promise<string>((resolve, reject) => {
      let typed: readonly string[] = [];
      const onData = (chunk: string): void => {
        for (const character of chunk) {
          if (erase.includes(character)) typed = typed.slice(0, -1);
          else if (enter.includes(character) || character === endOfInput) return finish(() => resolve(typed.join('')));
          else if (character === interrupt) return finish(() => reject(cancelledError()));
          else typed = [...typed, character];
        }
      };
      const finish = (settle: () => void): void => {
        stdin.off('data', onData);
        stdin.pause();
        settle();
      };
      stdin.on('data', onData);
    });
  } finally {
    stdin.setRawMode?.(false);
    stderr.write('\n');
  }
}

function cancelledError(): DangoError {
  return new DangoError('Nothing was stored.', { code: 'run-cancelled' });
}
