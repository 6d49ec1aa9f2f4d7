import type { PackageManifest } from '../../loads/manifest.ts';
import type { TypeTreeJson } from '../../schema/type-tree-json.ts';

/** Up to so many columns of one resource a load needs little memory, however many rows it has: DuckDB spills. */
const fewColumns = 50;
const little = '200MB';
const usual = '1GB';

/**
 * What DuckDB may use for a load, as its setting spells it; the next one is for when the one before was not enough. While
 * rows are inserted, it keeps a block of each column for each thread in memory; a merge keeps the keys of a whole table.
 */
export function loadMemory({ resources }: Pick<PackageManifest, 'resources'>): readonly [string, ...string[]] {
  const needsLittle = resources.every(
    ({ types, write_disposition: disposition }) => disposition !== 'merge' && countPaths(types) <= fewColumns,
  );
  return needsLittle ? [little, usual] : [usual];
}

function countPaths([, , fields, element]: TypeTreeJson): number {
  const below = (fields ?? []).reduce((sum, [, field]) => sum + countPaths(field), 0);
  return 1 + below + (element === null ? 0 : countPaths(element));
}

/** Whether a load ended because it may not use more memory. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && (error.message.startsWith('Out of Memory Error') || isOutOfMemory(error.cause));
}
