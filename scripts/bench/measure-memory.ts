import type { BenchHost } from './bench-host.ts';
import { figureOf, type Figure } from './figure.ts';
import { startPageServer } from './start-page-server.ts';

const mostMegabytes = 600;

/** Peak memory of the process that syncs, and how it grows with the records. */
export async function measureMemory(host: BenchHost): Promise<readonly Figure[]> {
  const peaks = new Map<number, number[]>();
  for (const records of host.sizes.memory) {
    if (!host.fresh.has(records)) {
      await using server = await startPageServer(host.dataSet(records).folder);
      await host.syncFresh(records, server.url);
    }
    const runs = host.fresh.get(records) ?? [];
    peaks.set(
      records,
      runs.map(({ peakRssBytes }) => peakRssBytes / 1e6),
    );
    host.say(`memory ${records}: ${peaks.get(records)?.map(Math.round).join(', ')} MB`);
  }
  const [smallest = 0] = host.sizes.memory;
  const least = figureOf(
    { part: 'memory', name: `${smallest.toLocaleString('en')} records, peak`, unit: 'MB', bar: mostMegabytes },
    peaks.get(smallest) ?? [],
  );
  const others = host.sizes.memory.slice(1).flatMap((records) => {
    const values = peaks.get(records) ?? [];
    const named = records.toLocaleString('en');
    return [
      figureOf({ part: 'memory', name: `${named} records, peak`, unit: 'MB' }, values),
      figureOf(
        {
          part: 'memory',
          name: `${named} records against ${smallest.toLocaleString('en')}`,
          unit: 'ratio',
          bar: 1.1,
        },
        values.map((value) => value / least.median),
      ),
    ];
  });
  return [least, ...others];
}
