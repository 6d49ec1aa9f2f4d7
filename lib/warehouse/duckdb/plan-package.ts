import type { DangoError } from '../../errors/dango-error.ts';
import type { PackageManifest } from '../../loads/manifest.ts';
import type { DiscardedValues, LoadHost, PlannedLoad } from '../destination.ts';
import { changedCatalog } from '../plan/changed-catalog.ts';
import { findLosses, lossError, withFamilies } from '../plan/guard-replace.ts';
import { schemaKnowledge } from '../plan/schema-knowledge.ts';
import { countBefore, tableCounts } from './count-before.ts';
import { countDiscarded } from './count-discarded.ts';
import { countedRowChanges } from './counted-row-changes.ts';
import { readCatalog } from './dataset-catalog.ts';
import { findNewerRows } from './find-newer-rows.ts';
import { planWithoutRefused } from './plan-without-refused.ts';
import { makeShadow } from './make-shadow.ts';
import { readSchemas } from './read-schemas.ts';
import { readState } from './read-state.ts';
import { RowTally } from './row-tally.ts';
import type { Session } from './session.ts';
import { sqlColumnType } from './sql-types.ts';
import { writeResource } from './write-resource.ts';

/**
 * What loading a package would do: its own plan, and the rows that its own statements would change, counted. Where no
 * resource of it can be loaded the plan has none, and says why.
 * @param stored the warehouse; nothing is written there.
 * @param shadow a database in memory, in which the tables are tried out.
 */
export async function planPackage(
  stored: Session,
  shadow: Session,
  manifest: PackageManifest,
  folder: string,
  host: Pick<LoadHost, 'mask' | 'neighbours'>,
): Promise<PlannedLoad> {
  const { dataset, load_id: loadId } = manifest;
  const before = await readCatalog(stored, dataset);
  const state = await readState(stored, before, dataset, manifest.pipeline_name);
  const knowledge = schemaKnowledge(await readSchemas(stored, before, dataset));
  const isMoved = manifest.saves_state && state.version !== manifest.based_on;
  const newer = isMoved ? undefined : await findNewerRows(stored, before, manifest);
  const plan = await planWithoutRefused(stored, manifest, folder, before, knowledge, host);
  const tally = new RowTally();
  await countBefore(stored, dataset, plan, before, knowledge, tally);
  const catalog = changedCatalog(before, plan.changes, sqlColumnType);
  await makeShadow(stored, shadow, dataset, { catalog, before, changes: plan.changes });
  const discarded: DiscardedValues[] = [];
  const place = { rows: countedRowChanges(shadow, dataset), schemaName: manifest.schema_name, loadId };
  const lossy = new Map<string, DangoError>();
  for (const [number, load] of plan.resources.entries()) {
    discarded.push(...(await countDiscarded(load, shadow, folder, place)));
    const rows = tally.watching(countedRowChanges(shadow, dataset));
    await writeResource(load, {
      session: shadow,
      rows,
      dataset,
      loadId,
      createdAt: manifest.created_at,
      folder,
      catalog,
      knowledge,
      number,
    });
    const losses = findLosses(load, tableCounts(load, before, knowledge, tally));
    if (losses.length > 0) lossy.set(load.resource.name, lossError(load.resource.name, losses, true));
  }
  const outdated = isMoved || newer !== undefined ? { savedVersion: state.version, newer } : undefined;
  const held = withFamilies(lossy, manifest.resources);
  return { plan, rows: tally.counts, discarded, held, outdated };
}
