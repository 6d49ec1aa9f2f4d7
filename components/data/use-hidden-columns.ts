'use client';

import { useLocalStorage } from '@mantine/hooks';
import { useMemo } from 'react';

import type { DataColumn } from '#lib/index.ts';

/** The columns of a table that are not shown, remembered in this browser. At first: those that dlt adds. */
export function useHiddenColumns(
  table: string,
  columns: readonly DataColumn[],
): [ReadonlySet<string>, (hidden: ReadonlySet<string>) => void] {
  const [kept, keep] = useLocalStorage<readonly string[] | null>({ key: `dango:hidden:${table}`, defaultValue: null });
  const hidden = useMemo(
    () => new Set(kept ?? columns.map(({ name }) => name).filter((name) => name.startsWith('_dlt_'))),
    [kept, columns],
  );
  return [hidden, (next) => keep([...next])];
}
