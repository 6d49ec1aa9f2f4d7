import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import type { SourcesOverview } from '#lib/index.ts';
import { fetchJson } from '../server-data/fetch-json.ts';

const whileRunningMs = 1_000;
const atRestMs = 5_000;

/** All sources, asked for again every second while one is being synced, else every five while the page is seen. */
export function useSources(): UseQueryResult<SourcesOverview> {
  return useQuery({
    queryKey: ['sources'],
    queryFn: async ({ signal, client }) => {
      const before = client.getQueryData<SourcesOverview>(['sources']);
      return keepSizes(before, await fetchJson<SourcesOverview>('/api/sources', { signal }));
    },
    refetchInterval: ({ state: { data } }) =>
      data?.sources.some(({ activeRun }) => activeRun !== undefined) === true ? whileRunningMs : atRestMs,
  });
}

/** While a load has the warehouse, the sizes seen before stay on the page. */
function keepSizes(before: SourcesOverview | undefined, now: SourcesOverview): SourcesOverview {
  if (before === undefined || now.warehouseError?.code !== 'warehouse-locked') return now;
  const known = new Map(before.sources.map((source) => [source.name, source]));
  return {
    ...now,
    sources: now.sources.map((source) => {
      const { rowsInWarehouse, tables } = known.get(source.name) ?? source;
      return { ...source, rowsInWarehouse, tables };
    }),
  };
}
