import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const loaderFile = fileURLToPath(new URL('load-repeatedly.ts', import.meta.url));

/** Another process that loads into the table `items` one time after the other; `finished` tells how often it did. */
export function startLoads(file: string, count: number): { readonly finished: Promise<number> } {
  const child = spawn(process.execPath, [loaderFile, file, String(count)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  return { finished: once(child, 'close').then(() => output.split('loaded').length - 1) };
}
