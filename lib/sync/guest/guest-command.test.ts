import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { createTempProject } from '../../../test/support/temp-project.ts';
import { enginePaths } from '../../util/engine-paths.ts';
import { guestCommand, type GuestPlaces } from './guest-command.ts';

async function createPlaces(): Promise<GuestPlaces> {
  const project = await createTempProject();
  const folders = {
    customSources: project.path('custom_sources'),
    spoolFolder: project.path('.dango/runs/test/spool'),
  };
  return { projectRoot: project.root, ...folders, memoryMb: 100, timeLimitMs: 60_000 };
}

test('grants nothing that a project could lie in, such as the checkout itself', async () => {
  const places = await createPlaces();
  const granted = guestCommand(places).args.flatMap((option) => /^--allow-fs-\w+=(.*)$/.exec(option)?.[1] ?? []);
  const forbidden = [enginePaths.root, dirname(enginePaths.root), places.projectRoot, dirname(places.projectRoot)];
  expect(granted.filter((path) => forbidden.includes(path.replace(/\/$/, '')))).toEqual([]);
  expect(granted).toContain(`${places.customSources}/`);
});

test('one folder may be written to, and it is empty', async () => {
  const places = await createPlaces();
  const { args } = guestCommand(places);
  expect(args.filter((option) => option.startsWith('--allow-fs-write'))).toEqual([
    `--allow-fs-write=${places.spoolFolder}/`,
  ]);
  expect(existsSync(places.spoolFolder)).toBe(true);
});
