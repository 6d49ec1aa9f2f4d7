import { chromium, type Page } from '@playwright/test';

import { chromiumLaunch } from '../../e2e/support/chromium-launch.ts';
import { spawnServer } from '../../e2e/support/spawn-server.ts';

/** Milliseconds of each repetition, by what was done. */
export type Durations = Readonly<Record<string, readonly number[]>>;

const repetitions = 5;

/** A signed-in page of a project's own server, for as long as `work` takes. */
export async function withPage<Result>(
  projectRoot: string,
  sampleApiUrl: string,
  work: (page: Page, url: string) => Promise<Result>,
): Promise<Result> {
  const server = await spawnServer(projectRoot, '0', sampleApiUrl);
  const browser = await chromium.launch(chromiumLaunch);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(server.link);
    return await work(page, server.url);
  } finally {
    await browser.close();
    server.child.kill();
  }
}

/**
 * Does each of several things in turn, as often as the bench repeats. The round before them warms caches and counts not.
 * @param after is done behind each of them, and not measured.
 */
export async function repeated(
  work: Readonly<Record<string, () => Promise<unknown>>>,
  { after }: { readonly after?: (name: string) => Promise<void> } = {},
): Promise<Durations> {
  const all = new Map<string, number[]>(Object.keys(work).map((name) => [name, []]));
  for (let round = 0; round <= repetitions; round += 1) {
    for (const [name, act] of Object.entries(work)) {
      const took = await timed(act);
      if (round > 0) all.get(name)?.push(took);
      await after?.(name);
    }
  }
  return Object.fromEntries(all);
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function printDurations(title: string, durations: Durations): void {
  console.log(`${title}, ${repetitions} times each, in ms`);
  console.table(
    Object.entries(durations).map(([what, all]) => {
      const sorted = all.toSorted((one, other) => one - other).map(Math.round);
      return { what, median: sorted[Math.floor(sorted.length / 2)], min: sorted[0], max: sorted.at(-1) };
    }),
  );
}
