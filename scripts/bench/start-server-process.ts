import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
}

/** Starts a server beside this file in a process of its own; its first line is its address. */
export async function startServerProcess(file: string, args: readonly string[]): Promise<ServerProcess> {
  const entry = join(import.meta.dirname, file);
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const [url] = (await Promise.race([
    once(lines, 'line'),
    ended.then(() => Promise.reject(new Error(`The server ${file} did not start.`))),
  ])) as [string];
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await ended;
    },
  };
}
