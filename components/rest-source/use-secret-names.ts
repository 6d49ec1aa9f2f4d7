import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

import type { SecretListing } from '#lib/index.ts';
import { fetchJson } from '../server-data/fetch-json.ts';

/** The names that `${…}` can take in this project, sorted; empty until they are known. */
export function useSecretNames(): readonly string[] {
  const { data } = useQuery({
    queryKey: ['secrets'],
    queryFn: async ({ signal }) => await fetchJson<{ secrets: SecretListing[] }>('/api/secrets', { signal }),
  });
  return useMemo(() => [...new Set(data?.secrets.map((secret) => secret.name))].sort(), [data]);
}
