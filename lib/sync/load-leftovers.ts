import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listPackages, type LoadPackage } from '../loads/package-folder.ts';
import type { ProjectPaths } from '../project/project-paths.ts';
import type { FetchTarget } from '../warehouse/destination.ts';
import { guestSpool } from './guest/extract-in-guest.ts';
import { loadSealedPackage, type LoadPackageHost } from './load-sealed-package.ts';

/**
 * Brings order after a crash, before anything new is fetched: sealed packages of the source load first, open ones are
 * deleted, for nobody writes to them any more. The caller is the only run of this source.
 * @param owner the source's name, or `script <pipeline>`.
 */
export async function loadLeftovers(
  paths: Pick<ProjectPaths, 'loads' | 'runs'>,
  owner: string,
  destination: FetchTarget,
  host: LoadPackageHost,
): Promise<void> {
  for (const leftover of listPackages(paths.loads)) {
    if (leftover.source !== owner) continue;
    if (leftover.state === 'open') deleteAbandoned(leftover, paths);
    if (leftover.state === 'held') {
      warnHeld(leftover.loadId, leftover.reason ?? 'no reason was written down', host);
    }
    if (leftover.state !== 'sealed') continue;
    host.onEvent({
      type: 'warning',
      message: `Load package ${leftover.loadId} was fetched by an earlier run and loads now.`,
    });
    const { waiting } = await loadSealedPackage(destination, leftover.folder, host);
    for (const { load_id: loadId, reason } of waiting) warnHeld(loadId, reason, host);
  }
}

/** Tells of a dry run what a sync would load before it: the plan knows nothing of it. */
export function tellLeftovers(
  paths: Pick<ProjectPaths, 'loads'>,
  owner: string,
  { onEvent }: Pick<LoadPackageHost, 'onEvent'>,
): void {
  for (const { loadId, source, state } of listPackages(paths.loads)) {
    if (source !== owner || state !== 'sealed') continue;
    onEvent({
      type: 'warning',
      message: `Load package ${loadId} was fetched by an earlier run: a sync loads it first, and what is planned here is without it.`,
      hint: `Look at it with: dango loads show ${loadId}`,
    });
  }
}

function warnHeld(loadId: string, reason: string, { onEvent }: LoadPackageHost): void {
  onEvent({
    type: 'warning',
    message: `Load package ${loadId} is held: ${reason}.`,
    hint: `Look at it with: dango loads show ${loadId}; load it with accept, or forget it with discard.`,
  });
}

/** Several scripts may run a pipeline of one name at the same time; an hour without a change means that nobody writes. */
const scriptSilenceMs = 3_600_000;

function deleteAbandoned({ folder, loadId, runId, source }: LoadPackage, paths: Pick<ProjectPaths, 'runs'>): void {
  const spool = runId === undefined ? [] : [join(guestSpool(paths, runId), loadId)];
  const folders = [folder, ...spool].filter((path) => existsSync(path));
  const files = folders.flatMap((path) => readdirSync(path).map((file) => join(path, file)));
  const newest = Math.max(...files.map((file) => statSync(file).mtimeMs));
  if (source.startsWith('script ') && Date.now() - newest < scriptSilenceMs) return;
  for (const path of folders) rmSync(path, { recursive: true, force: true });
}
