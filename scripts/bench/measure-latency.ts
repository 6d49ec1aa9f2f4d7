import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchHost } from './bench-host.ts';
import { writeProjectOf } from './bench-project.ts';
import { figureOf, type Figure } from './figure.ts';
import { childrenBy, pagesBy } from './latency-jobs.ts';
import { startServerProcess } from './start-server-process.ts';

const pagesByCursor = `- { name: records, endpoint: /cursor, data_selector: data, primary_key: id, write_disposition: replace,
    pagination: { type: cursor, cursor_path: next } }`;
/** Syncs that wait for a slow server: one request at a time, and several. */
export async function measureLatency(host: BenchHost): Promise<readonly Figure[]> {
  const { delayMs, pages, children } = host.sizes.latency;
  await using server = await startServerProcess('slow-server-process.ts', [delayMs, pages, children].map(String));
  const sync = (name: string, resources: string) => syncOnce(host, server.url, name, resources);
  const faster: { readonly pages: number[]; readonly children: number[] } = { pages: [], children: [] };
  const waiting: number[] = [];
  for (let repetition = 1; repetition <= host.sizes.repetitions; repetition += 1) {
    faster.pages.push(await compare(sync, pagesBy(1), pagesBy(8)));
    faster.children.push(await compare(sync, childrenBy(1), childrenBy(16)));
    waiting.push((await sync('by cursor', pagesByCursor)).wallMs / (pages * delayMs));
  }
  const of = `of ${delayMs} ms each`;
  return [
    figureOf(
      { part: 'latency', name: `${pages} pages ${of}, 8 at once: times faster`, unit: 'ratio', least: 6 },
      faster.pages,
    ),
    figureOf(
      { part: 'latency', name: `${children} child requests ${of}, 16 at once: times faster`, unit: 'ratio', least: 12 },
      faster.children,
    ),
    figureOf(
      {
        part: 'latency',
        name: `${pages} pages ${of} by cursor: whole sync, divided by the waiting alone`,
        unit: 'ratio',
      },
      waiting,
    ),
  ];
}

type Sync = (name: string, resources: string) => ReturnType<typeof syncOnce>;

async function compare(sync: Sync, alone: string, together: string): Promise<number> {
  const slow = await sync('one after the other', alone);
  const fast = await sync('together', together);
  if (slow.rows !== fast.rows) throw new Error(`${slow.rows} rows one after the other, ${fast.rows} together.`);
  return slow.wallMs / fast.wallMs;
}

async function syncOnce(host: BenchHost, url: string, name: string, resources: string) {
  const root = join(host.folder, 'latency');
  mkdirSync(root);
  try {
    writeProjectOf(root, url, resources);
    const usage = await host.sync(root);
    host.say(`latency, ${name}: ${usage.rows} rows in ${Math.round(usage.wallMs)} ms`);
    return usage;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
