import type { SecretListing } from '#lib/index.ts';

/** A name with one value, or with none, and everything that uses it. */
export interface SecretGroup {
  readonly name: string;
  readonly status: SecretListing['status'];
  readonly origin: string | undefined;
  readonly stored: SecretListing['stored'];
  /** Empty for a value that no source names; a module may read it all the same. */
  readonly uses: readonly SecretUse[];
}

export interface SecretUse {
  readonly source: string;
  /** Lines of sources.yml. */
  readonly lines: readonly number[];
}

/** Sources that share a value stand together. Missing ones first, then by name. */
export function groupSecrets(listings: readonly SecretListing[]): readonly SecretGroup[] {
  const groups = new Map<string, SecretGroup>();
  for (const { name, source, status, origin, stored, usedAt } of listings) {
    const key = JSON.stringify([name, status, origin]);
    const before = groups.get(key);
    const use = source === undefined ? [] : [{ source, lines: usedAt.map(({ line }) => line) }];
    groups.set(key, { name, status, origin, stored, uses: [...(before?.uses ?? []), ...use] });
  }
  return [...groups.values()].toSorted(
    (left, right) => rank(left) - rank(right) || left.name.localeCompare(right.name, 'en'),
  );
}

function rank({ status }: SecretGroup): number {
  return status === 'missing' ? 0 : 1;
}
