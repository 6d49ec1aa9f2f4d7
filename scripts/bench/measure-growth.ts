import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchHost } from './bench-host.ts';
import { writeDataSet, type DataSet } from './data-set.ts';
import { figureOf, type Figure } from './figure.ts';
import { recordText, wideRecordText } from './record-text.ts';
import { startPageServer } from './start-page-server.ts';

/** How the time grows with records, resources and columns. */
export async function measureGrowth(host: BenchHost): Promise<readonly Figure[]> {
  return [...(await byRecords(host)), ...(await byResources(host)), ...(await byColumns(host))];
}

async function byRecords(host: BenchHost): Promise<readonly Figure[]> {
  const { growth, reference } = host.sizes;
  await host.syncInTurn(growth);
  const perRecord = (records: number): number[] =>
    (host.fresh.get(records) ?? []).map(({ wallMs }) => wallMs / records);
  const usual = figureOf({ part: 'growth', name: '', unit: 'ratio' }, perRecord(reference)).median;
  return growth.map((records) =>
    figureOf(
      {
        part: 'growth',
        name: `time per record at ${records.toLocaleString('en')} records, against ${reference.toLocaleString('en')}`,
        unit: 'ratio',
        bar: 1.15,
        point: { line: 'records', at: records },
      },
      perRecord(records).map((value) => value / usual),
    ),
  );
}

async function byResources(host: BenchHost): Promise<readonly Figure[]> {
  const { records, counts } = host.sizes.resources;
  // Pages so small that every resource has at least one.
  const recordsPerPage = Math.min(1000, records / Math.max(...counts));
  const folder = join(host.folder, 'resources');
  const dataSet = writeDataSet(folder, { records, recordsPerPage, textOf: recordText, hasLines: false });
  return await compareCounts(host, counts, {
    line: 'resources',
    nameOf: (count) => `${records.toLocaleString('en')} records in ${count} resources, against ${counts[0]}`,
    sync: (count) => syncOnce(host, dataSet, count),
  });
}

async function byColumns(host: BenchHost): Promise<readonly Figure[]> {
  const { values, counts } = host.sizes.columns;
  const dataSets = new Map(
    counts.map((count) => [
      count,
      writeDataSet(join(host.folder, `columns-${count}`), {
        records: Math.round(values / count),
        recordsPerPage: Math.max(1, Math.round(20_000 / count)),
        textOf: (index, random) => wideRecordText(index, count, random),
        hasLines: false,
      }),
    ]),
  );
  return await compareCounts(host, counts, {
    line: 'columns',
    nameOf: (count) => `${values.toLocaleString('en')} values in ${count} columns, against ${counts[0]}`,
    sync: (count) => {
      const dataSet = dataSets.get(count);
      if (dataSet === undefined) throw new Error(`There are no records with ${count} columns.`);
      return syncOnce(host, dataSet, 1);
    },
  });
}

interface Counted {
  readonly line: string;
  readonly nameOf: (count: number) => string;
  readonly sync: (count: number) => Promise<number>;
}

/** All counts in turn, again and again; each is divided by the first one of its turn. */
async function compareCounts(
  host: BenchHost,
  counts: readonly number[],
  { line, nameOf, sync }: Counted,
): Promise<readonly Figure[]> {
  const ratios = new Map<number, number[]>(counts.map((count) => [count, []]));
  for (let repetition = 0; repetition < host.sizes.repetitions; repetition += 1) {
    let first: number | undefined;
    for (const count of counts) {
      const wallMs = await sync(count);
      first ??= wallMs;
      ratios.get(count)?.push(wallMs / first);
      host.say(`growth, ${count} ${line}: ${Math.round(wallMs)} ms`);
    }
  }
  return counts.map((count) =>
    figureOf(
      { part: 'growth', name: nameOf(count), unit: 'ratio', point: { line, at: count } },
      ratios.get(count) ?? [],
    ),
  );
}

async function syncOnce(host: BenchHost, { folder }: DataSet, resources: number): Promise<number> {
  await using server = await startPageServer(folder, resources);
  const { wallMs } = await host.withProject({ url: server.url, resources }, (root) => host.sync(root));
  rmSync(host.usageFile, { force: true });
  return wallMs;
}
