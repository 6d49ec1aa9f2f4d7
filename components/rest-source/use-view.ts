import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

export type SourceView = 'form' | 'both' | 'yaml';

/** The layout that the address names (`?view=yaml`); undefined when it names none. */
export function useView(): readonly [SourceView | undefined, (view: SourceView) => void] {
  const router = useRouter();
  const path = usePathname();
  const named = useSearchParams().get('view');
  const setView = useCallback(
    (view: SourceView) => router.replace(`${path}?view=${view}`, { scroll: false }),
    [router, path],
  );
  return [named === 'form' || named === 'both' || named === 'yaml' ? named : undefined, setView];
}
