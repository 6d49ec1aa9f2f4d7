import type { DangoError } from '../../errors/dango-error.ts';
import type { PackageManifest } from '../../loads/manifest.ts';
import type { LoadHost } from '../destination.ts';
import { findIndexClash } from '../plan/index-clash.ts';
import type { LoadPlan } from '../plan/load-plan.ts';
import type { SchemaKnowledge } from '../plan/schema-knowledge.ts';
import type { Catalog } from '../plan/table-tree.ts';
import { findBreach } from './find-breach.ts';
import { findSharedRows } from './find-shared-rows.ts';
import { findMissingValues } from './merge-keys.ts';
import { readIndexes } from './read-indexes.ts';
import { findStrangeValues } from './replaced-rows.ts';
import type { Session } from './session.ts';
import { planAgainstWarehouse } from './warehouse-facts.ts';

/** A resource whose rows cannot be loaded stays out, and the others load; the plan may have none left. */
export async function planWithoutRefused(
  session: Session,
  manifest: PackageManifest,
  folder: string,
  catalog: Catalog,
  knowledge: SchemaKnowledge,
  { mask, neighbours }: Pick<LoadHost, 'mask' | 'neighbours'>,
  held: ReadonlyMap<string, DangoError> = new Map(),
): Promise<LoadPlan> {
  const plan = await planAgainstWarehouse(session, manifest, folder, catalog, knowledge, held);
  const refused = new Map(plan.refused);
  for (const frozen of plan.frozen) {
    refused.set(frozen.load.resource.name, await findBreach(frozen, session, folder, mask));
  }
  const { dataset } = manifest;
  const indexes = catalog.size === 0 ? [] : await readIndexes(session, dataset);
  const place = { session, dataset, catalog, knowledge };
  for (const load of plan.resources) {
    const problem =
      (neighbours && (await findSharedRows(load, neighbours, place))) ??
      findIndexClash(load, plan, indexes) ??
      (await findMissingValues(load, session, folder)) ??
      (await findStrangeValues(load, session, dataset));
    if (problem !== undefined) refused.set(load.resource.name, problem);
  }
  return refused.size === plan.refused.size && plan.frozen.length === 0
    ? plan
    : await planAgainstWarehouse(session, manifest, folder, catalog, knowledge, refused);
}
