import type { PackageManifest } from '../loads/manifest.ts';
import type { OutdatedPackage } from '../warehouse/destination.ts';

/** Why a package must not be loaded any more, without a full stop. */
export function describeOutdated(
  { savedVersion, newer }: OutdatedPackage,
  { based_on: basedOn }: PackageManifest,
): string {
  return newer === undefined
    ? `the saved state moved to version ${savedVersion} after this package was fetched from version ${basedOn}`
    : `table ${newer.table} has rows of the later load ${newer.loadId}`;
}
