import { beforeAll, expect, test } from 'vitest';
import { listPackages } from '../lib/loads/package-folder.ts';
import { fingerprint, killSync, openKillScene, type KillScene } from './support/kill-sync.ts';
import { syncHere } from './support/sync-here.ts';

let scene: KillScene;
let before: unknown;
let undisturbed: unknown;
beforeAll(async () => {
  scene = await openKillScene(2000, syncHere);
  const project = await scene.copy();
  before = await fingerprint(project.root);
  await syncHere(project.root);
  undisturbed = await fingerprint(project.root);
});

/** Some of them; the long test tries all, each statement of the load included. */
const points = ['spooling:2', 'sealing', 'statement:12', 'statement:20', 'before-commit', 'after-commit', 'marking'];

test.concurrent.each(points)('a sync that is killed at "%s" is made good by the next one', async (at) => {
  const project = await scene.copy();
  const killed = await killSync(project.root, { at });
  expect(killed.wasKilled).toBe(true);
  expect(killed.reached.at(-1)?.name).toBe(at.replace(/:.*/, ''));
  const isLoaded = ['after-commit', 'marking'].includes(at);
  expect(await fingerprint(project.root)).toEqual(isLoaded ? undisturbed : before);
  await syncHere(project.root);
  expect(await fingerprint(project.root)).toEqual(undisturbed);
  expect(listPackages(project.path('.dango/loads')).filter(({ state }) => state !== 'loaded')).toEqual([]);
});
