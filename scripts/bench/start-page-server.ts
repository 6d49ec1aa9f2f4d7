import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface PageServer extends AsyncDisposable {
  readonly url: string;
}

/** Starts a process that serves the pages of a data set, split among so many resources. */
export async function startPageServer(folder: string, resources = 1): Promise<PageServer> {
  const entry = join(import.meta.dirname, 'page-server-process.ts');
  const child = spawn(process.execPath, [entry, folder, String(resources)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const [url] = (await Promise.race([
    once(lines, 'line'),
    ended.then(() => Promise.reject(new Error('The server of the pages did not start.'))),
  ])) as [string];
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await ended;
    },
  };
}
