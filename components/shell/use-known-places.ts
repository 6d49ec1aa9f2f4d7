import { useQuery } from '@tanstack/react-query';
import { IconCode, IconApi, IconTable, type Icon } from '@tabler/icons-react';

import type { ProjectListing, SourcesOverview } from '#lib/index.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import { sourceHref } from '../sources/source-href.ts';

interface KnownSource {
  readonly name: string;
  readonly href: string;
  readonly canSync: boolean;
  readonly icon: Icon;
}

interface KnownTable {
  readonly dataset: string;
  readonly table: string;
  readonly href: string;
  readonly icon: Icon;
}

/** Sources and tables by name, asked for when they are wanted. What cannot be read is left out. */
export function useKnownPlaces(isWanted: boolean): {
  readonly sources: readonly KnownSource[];
  readonly tables: readonly KnownTable[];
} {
  const overview = useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => fetchJson<SourcesOverview>('/api/sources', { signal }),
    enabled: isWanted,
  });
  const listing = useQuery({
    queryKey: ['datasets'],
    queryFn: ({ signal }) => fetchJson<ProjectListing>('/api/datasets', { signal }),
    enabled: isWanted,
  });
  const sources = (overview.data?.sources ?? []).map((source) => ({
    name: source.name,
    href: sourceHref(source),
    canSync: source.issues.length === 0 && source.activeRun === undefined,
    icon: source.type === 'dlt_native' ? IconCode : IconApi,
  }));
  const tables = (listing.data?.datasets ?? []).flatMap((dataset) =>
    dataset.tables
      .filter(({ isSystem }) => !isSystem)
      .map(({ name }) => ({
        dataset: dataset.name,
        table: name,
        href: `/data?dataset=${encodeURIComponent(dataset.name)}&table=${encodeURIComponent(name)}`,
        icon: IconTable,
      })),
  );
  return { sources, tables };
}
