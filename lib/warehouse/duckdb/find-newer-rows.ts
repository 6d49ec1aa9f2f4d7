import type { PackageManifest } from '../../loads/manifest.ts';
import type { OutdatedPackage } from '../destination.ts';
import type { Catalog } from '../plan/table-tree.ts';
import type { Session } from './session.ts';
import { qualify } from './sql-text.ts';

/** A root table of a package that has rows of a later load; undefined where none has. Load ids sort by time as text. */
export async function findNewerRows(
  session: Session,
  catalog: Catalog,
  { dataset, load_id: loadId, resources }: PackageManifest,
): Promise<OutdatedPackage['newer']> {
  for (const { table } of resources) {
    if (catalog.get(table)?.has('_dlt_load_id') !== true) continue;
    const [row] = await session.rows(
      `SELECT max(_dlt_load_id) AS newest FROM ${qualify(session.catalog, dataset, table)}`,
    );
    const newest = row?.['newest'];
    if (typeof newest === 'string' && newest > loadId) return { table, loadId: newest };
  }
  return undefined;
}
