import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import type { SecretListing } from '#lib/index.ts';
import { fetchJson } from '../server-data/fetch-json.ts';

export interface SecretsAnswer {
  readonly secrets: readonly SecretListing[];
  /** Names of all sources, for which a secret may be kept apart. */
  readonly sources: readonly string[];
}

/** Names of secrets, and where their values are. */
export function useSecrets(): UseQueryResult<SecretsAnswer> {
  return useQuery({
    queryKey: ['secrets'],
    queryFn: ({ signal }) => fetchJson<SecretsAnswer>('/api/secrets', { signal }),
  });
}
