import type { DescribedSecret, SourceLocation } from '#lib/index.ts';

/** A name with one value, or with none, and everything that uses it. */
export interface SecretGroup {
  readonly name: string;
  /** unused: it has a value, and no source names it. */
  readonly kind: 'missing' | 'used' | 'unused';
  readonly status: DescribedSecret['status'];
  readonly origin: string | undefined;
  readonly stored: DescribedSecret['stored'];
  /** Empty for a value that no source names; a module may read it all the same. */
  readonly uses: readonly SecretUse[];
  readonly mentionedAt: readonly SourceLocation[];
  readonly behind: DescribedSecret['behind'];
}

export interface SecretUse {
  readonly source: string;
  readonly places: readonly SourceLocation[];
}

/** Sources that share a value stand together. Missing ones first, unused ones last, then by name. */
export function groupSecrets(listings: readonly DescribedSecret[]): readonly SecretGroup[] {
  const groups = new Map<string, SecretGroup>();
  for (const { source, usedAt, ...listing } of listings) {
    const { name, status, origin } = listing;
    const key = JSON.stringify([name, status, origin]);
    const before = groups.get(key)?.uses ?? [];
    const uses = source === undefined ? before : [...before, { source, places: usedAt }];
    const kind = status === 'missing' ? 'missing' : uses.length === 0 ? 'unused' : 'used';
    groups.set(key, { ...listing, kind, uses });
  }
  return [...groups.values()].toSorted(
    (left, right) => ranks[left.kind] - ranks[right.kind] || left.name.localeCompare(right.name, 'en'),
  );
}

const ranks: Readonly<Record<SecretGroup['kind'], number>> = { missing: 0, used: 1, unused: 2 };
