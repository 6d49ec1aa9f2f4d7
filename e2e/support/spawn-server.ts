import { spawn, type ChildProcess } from 'node:child_process';
import { dirname } from 'node:path';

const root = dirname(dirname(import.meta.dirname));

export interface SpawnedServer {
  readonly child: ChildProcess;
  /** Address without the token. */
  readonly url: string;
  /** Link that signs in. */
  readonly link: string;
}

/**
 * Starts `dango serve` in a process of its own; resolves once it listens.
 * @param port 0 takes any free one.
 * @param sampleApiUrl Where the sources of the sample find their API.
 */
export async function spawnServer(projectRoot: string, port: string, sampleApiUrl: string): Promise<SpawnedServer> {
  const words = ['cli/main.ts', 'serve', '--project', projectRoot, '--port', port, '--no-open', '--json'];
  const env = { ...process.env, SAMPLE_API_URL: sampleApiUrl, DANGO_PASSWORD: undefined, FORCE_COLOR: undefined };
  const child = spawn(process.execPath, words, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    // The server says in one JSON document where it listens.
    const [document] = /\{[^}]*"link"[^}]*\}/.exec(text) ?? [];
    if (document !== undefined) return { child, ...(JSON.parse(document) as { url: string; link: string }) };
  }
  throw new Error(`The server ended before it listened: ${text}`);
}
