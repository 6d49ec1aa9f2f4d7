import { expect, test } from 'vitest';
import { createRandom } from '../sample/data/create-random.ts';
import { fingerprint, killSync, openKillScene, type KilledSync } from './support/kill-sync.ts';
import { syncHere } from './support/sync-here.ts';

/** `DANGO_KILLS=1000` for more. */
const kills = Number(process.env['DANGO_KILLS'] ?? 240);
/** Enough for DuckDB to write rows into the file before a COMMIT, which is what it tears by default. */
const events = 150_000;

/** By the last point that was reached. COMMIT comes twice as often as the others, because it is what can be torn. */
const phases = {
  spool: ['spooling'],
  seal: ['sealing', 'sealed'],
  statements: ['begin', 'statement'],
  commit: ['before-commit'],
  mark: ['after-commit', 'marking', 'marked'],
} as const;
type Phase = keyof typeof phases;
const order: readonly Phase[] = ['commit', 'spool', 'commit', 'seal', 'statements', 'mark', 'seal', 'mark'];

/** The phase at each point that was reached. COMMIT is a statement itself. */
function phasesOf({ reached }: KilledSync): readonly Phase[] {
  const commitAt = reached.findIndex(({ name }) => name === 'before-commit');
  return reached.flatMap(({ name }, index) => {
    if (name === 'statement' && commitAt >= 0 && index > commitAt) return ['commit' as const];
    const found = order.find((phase) => phases[phase].some((point) => point === name));
    return found === undefined ? [] : [found];
  });
}

test('a sync that is killed at each of its points is made good by the next one', async () => {
  const scene = await openKillScene(2000, syncHere);
  const whole = await scene.copy();
  const { reached } = await killSync(whole.root, {});
  const undisturbed = await fingerprint(whole.root);
  const times = new Map<string, number>();
  const all = reached.slice(0, -1).map(({ name }) => {
    times.set(name, (times.get(name) ?? 0) + 1);
    return `${name}:${times.get(name)}`;
  });
  expect(times.get('statement')).toBeGreaterThan(20);
  for (const at of all) {
    const project = await scene.copy();
    expect([at, (await killSync(project.root, { at })).wasKilled]).toEqual([at, true]);
    await syncHere(project.root);
    expect([at, await fingerprint(project.root)]).toEqual([at, undisturbed]);
    await project.remove();
  }
});

test(`${kills} kills at any instant: what the next sync leaves is what an undisturbed one leaves`, async () => {
  const random = createRandom(5);
  const scene = await openKillScene(events, syncHere);
  const whole = await scene.copy();
  const undisturbedRun = await killSync(whole.root, {});
  const undisturbed = await fingerprint(whole.root);
  const fresh = await scene.copy();
  const before = await fingerprint(fresh.root);
  const histogram: Record<string, number> = {};
  const seen = { before: 0, after: 0 };
  // A kill that comes when all is over proves nothing, and does not count.
  for (let kill = 0, done = 0; done < kills && kill < 2 * kills; kill += 1) {
    const phase = order[kill % order.length] ?? 'commit';
    const point = phases[phase][0];
    const lengthMs = phaseLength(undisturbedRun, phase);
    const project = await scene.copy();
    const killed = await killSync(project.root, {
      after: { point, delayMs: random.integer(0, Math.ceil(lengthMs * 100)) / 100 },
    });
    const last = killed.wasKilled ? (phasesOf(killed).at(-1) ?? 'start') : 'not killed';
    if (killed.wasKilled) done += 1;
    histogram[last] = (histogram[last] ?? 0) + 1;
    const left = await fingerprint(project.root);
    const side = JSON.stringify(left) === JSON.stringify(before) ? 'before' : 'after';
    seen[side] += 1;
    expect([kill, last, left]).toEqual([kill, last, side === 'before' ? before : undisturbed]);
    await syncHere(project.root);
    expect([kill, last, await fingerprint(project.root)]).toEqual([kill, last, undisturbed]);
    await project.remove();
  }
  for (const [phase, count] of Object.entries(histogram)) {
    process.stdout.write(`${phase.padEnd(12)}${String(count).padStart(5)} ${'#'.repeat(count)}\n`);
  }
  const { 'not killed': late = 0, ...killed } = histogram;
  expect(Object.values(killed).reduce((sum, count) => sum + count, 0)).toBe(kills);
  process.stdout.write(`${late} came too late; left as before ${seen.before}, left as after ${seen.after}\n`);
  for (const phase of Object.keys(phases))
    expect([phase, (histogram[phase] ?? 0) >= kills / 24]).toEqual([phase, true]);
}, 7_200_000);

/** How long a phase lasts in a run that nobody kills, in milliseconds. */
function phaseLength(run: KilledSync, phase: Phase): number {
  const all = phasesOf(run);
  const first = all.indexOf(phase);
  const next = all.findIndex((other, index) => index > first && other !== phase);
  // Behind the last phase comes the end of the sync.
  const endMs = run.reached[next < 0 ? all.length : next]?.atMs ?? 0;
  return endMs - (run.reached[first]?.atMs ?? 0);
}
