import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';

import type { AccessCheck, SourceAccess } from '#lib/index.ts';
import { beginLoginAction, cancelLoginAction, disconnectSourceAction } from '../../app/_actions/access-actions.ts';
import { notifyDone } from '../feedback/notify.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import { runAction } from '../server-data/run-action.ts';

type BegunLogin = Extract<Awaited<ReturnType<typeof beginLoginAction>>, { readonly ok: true }>['value'];

/** How far a sign-in at a provider is. */
export type ShownLogin = NonNullable<BegunLogin>;

export interface AccessListing extends SourceAccess {
  /** Absent: none was begun since the server started. */
  readonly login?: ShownLogin;
}

interface RequestLine {
  readonly method: string;
  /** Masked. */
  readonly url: string;
  /** 0: there was no answer. */
  readonly status: number;
  readonly durationMs: number;
}

/** What a test of credentials says, without bodies. */
export interface AccessAnswer extends Omit<AccessCheck, 'exchange' | 'tokenRequests'> {
  readonly request?: RequestLine;
  readonly tokenRequests: readonly RequestLine[];
}

const key = ['secrets', 'accesses'];
/** How often is asked whether a person is back from the provider. */
const waitingPollMs = 1_000;

/** The sources and the tokens that are kept for them. Asks again while somebody is at a provider. */
export function useAccesses(): UseQueryResult<readonly AccessListing[]> {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => fetchJson<readonly AccessListing[]>('/api/accesses', { signal }),
    refetchInterval: ({ state }) =>
      state.data?.some(({ login }) => login?.status === 'waiting') === true ? waitingPollMs : false,
    // The provider's page is another tab, and stands before this one.
    refetchIntervalInBackground: true,
  });
}

/** Begins a sign-in. */
export function useBeginLogin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (source: string) => runAction(beginLoginAction({ source })),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

/** Ends a sign-in, or forgets how it ended. */
export function useCancelLogin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (source: string) => runAction(cancelLoginAction({ source })),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

/** Deletes the tokens of a source. */
export function useDisconnect(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (source: string) => runAction(disconnectSourceAction({ source })),
    onSuccess: async (_, source) => {
      notifyDone(`The tokens of ${source} were deleted.`);
      await client.invalidateQueries({ queryKey: key });
      onDone();
    },
  });
}

/** Sends one cheap request with the credentials of a source. */
export function useTestAccess() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (source: string) =>
      fetchJson<AccessAnswer>(`/api/sources/${encodeURIComponent(source)}/access`, { body: {} }),
    // It may have renewed a token.
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}
