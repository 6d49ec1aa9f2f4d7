import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BenchHost } from './bench-host.ts';
import { writeProjectOf } from './bench-project.ts';
import { figureOf, type Figure } from './figure.ts';
import { startServerProcess } from './start-server-process.ts';

const clone = dirname(dirname(import.meta.dirname));

const changes = `- { name: changes, endpoint: /changes, data_selector: data, primary_key: id, write_disposition: merge,
    pagination: single_page, incremental: { cursor_path: id, start_param: since, initial_value: 0 } }`;

/** What a person waits for where there is little to do, from the command to its end; installed, and from a clone. */
export async function measureStartup(host: BenchHost): Promise<readonly Figure[]> {
  await using server = await startServerProcess('slow-server-process.ts', ['0', '1', '1']);
  const times = new Map<string, number[]>();
  const note = (name: string, ms: number): void => void times.set(name, [...(times.get(name) ?? []), ms]);
  const { bin: installed } = await host.engine();
  const bins = [
    ['installed', installed],
    ['clone', join(clone, 'bin', 'dango.mjs')],
  ] as const;
  // The first round warms the caches of the compiler.
  for (let round = 0; round <= host.sizes.starts; round += 1) {
    for (const [where, bin] of bins) {
      const root = join(host.folder, 'startup');
      mkdirSync(root);
      writeProjectOf(root, server.url, changes);
      const figures = {
        [`dango --help, ${where}`]: timeOf(bin, root, ['--help']).ms,
        [`first sync of 100 rows, ${where}`]: timeOf(bin, root, ['sync']).ms,
        ...noNews(bin, root, where),
      };
      rmSync(root, { recursive: true, force: true });
      if (round > 0) for (const [name, ms] of Object.entries(figures)) note(name, ms);
    }
    host.say(`startup: round ${round} of ${host.sizes.starts}`);
  }
  return [...times].map(([name, values]) => {
    const bar = Object.entries(bars).find(([beginning]) => name.startsWith(beginning))?.[1];
    return figureOf({ part: 'startup', name, unit: 'ms', ...(bar === undefined ? {} : { bar }) }, values);
  });
}

const bars: Readonly<Record<string, number>> = {
  'dango --help': 150,
  'first sync of 100 rows': 1200,
  'sync without news, what it adds': 500,
};

/** A second sync, which must ask once and load nothing. */
function noNews(bin: string, root: string, where: string): Record<string, number> {
  const { ms, output } = timeOf(bin, root, ['sync', '--json']);
  const { runs } = JSON.parse(output) as {
    runs: { started_at: string; finished_at: string; resources: { requests: number; rows_loaded: number }[] }[];
  };
  const [run] = runs;
  const [resource] = run?.resources ?? [];
  if (run === undefined || resource?.requests !== 1 || resource.rows_loaded !== 0) {
    throw new Error(`A sync without news did more than ask once: ${output}`);
  }
  return {
    [`sync without news, whole command, ${where}`]: ms,
    [`sync without news, what it adds to its start, ${where}`]: addedMs(root),
  };
}

/** The last run of a project, from its first event to its last. */
function addedMs(root: string): number {
  const folder = join(root, '.dango', 'runs');
  const last = readdirSync(folder).toSorted().at(-1) ?? '';
  const lines = readFileSync(join(folder, last, 'events.ndjson'), 'utf8')
    .trimEnd()
    .split('\n');
  const at = (line = '{}'): number => Date.parse((JSON.parse(line) as { at: string }).at);
  return at(lines.at(-1)) - at(lines[0]);
}

function timeOf(bin: string, cwd: string, args: readonly string[]): { readonly ms: number; readonly output: string } {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd, encoding: 'utf8' });
  const ms = performance.now() - startedAt;
  if (status !== 0) throw new Error(`dango ${args.join(' ')} ended with ${status}: ${stdout}${stderr}`);
  return { ms, output: stdout };
}
