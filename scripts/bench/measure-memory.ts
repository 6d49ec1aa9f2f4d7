import type { BenchHost } from './bench-host.ts';
import { figureOf, type Figure } from './figure.ts';

const mostMegabytes = 600;

/** Peak memory of the process that syncs, and how it grows with the records. */
export async function measureMemory(host: BenchHost): Promise<readonly Figure[]> {
  await host.syncInTurn(host.sizes.memory);
  const peaksOf = (records: number): number[] =>
    (host.fresh.get(records) ?? []).map(({ peakRssBytes }) => peakRssBytes / 1e6);
  const [smallest = 0] = host.sizes.memory;
  const least = figureOf(
    { part: 'memory', name: `${smallest.toLocaleString('en')} records, peak`, unit: 'MB', bar: mostMegabytes },
    peaksOf(smallest),
  );
  const others = host.sizes.memory.slice(1).flatMap((records) => {
    const values = peaksOf(records);
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
