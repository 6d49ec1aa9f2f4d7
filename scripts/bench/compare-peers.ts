import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { childrenBy, pagesBy } from './latency-jobs.ts';
import { warehouseOf, writeProjectOf } from './bench-project.ts';
import { writeDataSet } from './data-set.ts';
import { figureOf, type Figure } from './figure.ts';
import { installEngine, type InstalledEngine } from './install-engine.ts';
import { measureSync } from './measure-sync.ts';
import { recordText } from './record-text.ts';
import { startServerProcess } from './start-server-process.ts';
import { startPageServer } from './start-page-server.ts';

export interface PeersOptions {
  /** One that has dlt. */
  readonly python: string;
  /** Where everything is written. */
  readonly folder: string;
  readonly records: number;
  readonly latency: { readonly delayMs: number; readonly pages: number; readonly children: number };
  readonly repetitions: number;
  readonly say: (line: string) => void;
}

interface Job {
  readonly name: 'records' | 'pages' | 'children';
  readonly url: string;
  readonly resources: string;
  readonly concurrency: number;
  readonly least: number;
}

interface Outcome {
  /** From the start of the process that works to its end. */
  readonly wallMs: number;
  readonly peakRssBytes: number;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
}

const records = `- { name: records, endpoint: /r0, data_selector: data, primary_key: id, write_disposition: replace,
    pagination: { type: json_link, next_url_path: next } }`;

/** Each job by both, in turn. @throws Error when their tables differ in their rows. */
export async function comparePeers(options: PeersOptions): Promise<readonly Figure[]> {
  const { folder, latency, repetitions, say } = options;
  const dataSet = writeDataSet(join(folder, 'records'), {
    records: options.records,
    textOf: recordText,
    hasLines: false,
  });
  await using pages = await startPageServer(dataSet.folder);
  await using slow = await startServerProcess(
    'slow-server-process.ts',
    [latency.delayMs, latency.pages, latency.children].map(String),
  );
  const jobs: readonly Job[] = [
    { name: 'records', url: pages.url, resources: records, concurrency: 8, least: 10 },
    { name: 'pages', url: slow.url, resources: pagesBy(8), concurrency: 8, least: 5 },
    { name: 'children', url: slow.url, resources: childrenBy(16), concurrency: 16, least: 5 },
  ];
  const engine = await installEngine(join(folder, 'installed'));
  const figures: Figure[] = [];
  for (const job of jobs) {
    const faster: number[] = [];
    const smaller: number[] = [];
    for (let repetition = 1; repetition <= repetitions; repetition += 1) {
      const own = await runOwn(job, folder, engine);
      const peer = runPeer(job, options);
      if (JSON.stringify(sorted(own.rows)) !== JSON.stringify(sorted(peer.rows))) {
        throw new Error(`Rows differ: ${JSON.stringify(own.rows)} here, ${JSON.stringify(peer.rows)} there.`);
      }
      faster.push(peer.wallMs / own.wallMs);
      smaller.push(own.peakRssBytes / peer.peakRssBytes);
      say(`${job.name}: ${Math.round(own.wallMs)} ms, dlt ${Math.round(peer.wallMs)} ms; ${JSON.stringify(own.rows)}`);
    }
    figures.push(
      figureOf({ part: 'peers', name: `${job.name}, times faster than dlt`, unit: 'ratio', least: job.least }, faster),
      figureOf({ part: 'peers', name: `${job.name}, memory beside dlt's`, unit: 'ratio', bar: 1 }, smaller),
    );
  }
  return figures;
}

async function runOwn({ url, resources }: Job, folder: string, engine: InstalledEngine): Promise<Outcome> {
  const root = join(folder, 'own');
  mkdirSync(root);
  try {
    writeProjectOf(root, url, resources);
    const startedAt = performance.now();
    const { peakRssBytes } = await measureSync(root, { engine, usageFile: join(folder, 'usage.json') });
    return { wallMs: performance.now() - startedAt, peakRssBytes, rows: await countRows(warehouseOf(root)) };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function runPeer({ name, url, concurrency }: Job, { python, folder }: PeersOptions): Outcome {
  const home = join(folder, 'peer');
  mkdirSync(home);
  try {
    const script = join(import.meta.dirname, 'peers-pipeline.py');
    const startedAt = performance.now();
    const run = spawnSync(python, [script, name, url, home, String(concurrency)], { cwd: home, encoding: 'utf8' });
    const wallMs = performance.now() - startedAt;
    if (run.status !== 0) throw new Error(`dlt failed: ${run.stderr}`);
    const last = run.stdout.trim().split('\n').at(-1) ?? '{}';
    const { rows, peak_rss_bytes } = JSON.parse(last) as { rows: Outcome['rows']; peak_rss_bytes: number };
    return { wallMs, peakRssBytes: peak_rss_bytes, rows };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function countRows(file: string): Promise<Record<string, number>> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    const tables = await connection.runAndReadAll(
      "SELECT table_name FROM information_schema.tables WHERE table_schema = 'raw_bench' AND NOT starts_with(table_name, '_')",
    );
    const counted: Record<string, number> = {};
    for (const [table] of tables.getRows()) {
      const read = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM raw_bench."${String(table)}"`);
      counted[String(table)] = Number(read.getRows()[0]?.[0]);
    }
    return counted;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function sorted(rows: Outcome['rows']): readonly (readonly [string, number])[] {
  return Object.entries(rows).toSorted(([one], [other]) => one.localeCompare(other));
}
