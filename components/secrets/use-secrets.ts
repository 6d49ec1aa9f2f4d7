import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import type { SecretsDescription } from '#lib/index.ts';
import { fetchJson } from '../server-data/fetch-json.ts';

/** Names of secrets, and where their values are. */
export function useSecrets(): UseQueryResult<SecretsDescription> {
  return useQuery({
    queryKey: ['secrets'],
    queryFn: ({ signal }) => fetchJson<SecretsDescription>('/api/secrets', { signal }),
  });
}
