'use client';

import { Button, Group } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { acceptLoadAction, discardLoadAction } from '../../app/_actions/loads-actions.ts';
import { notifyDone, notifyError } from '../feedback/notify.ts';
import { runAction } from '../server-data/run-action.ts';
import { useSourceChange } from '../sources/use-source-change.ts';

/** The two ways on for fetched rows that wait: load them, or forget them, which is asked once more. */
export function HeldLoadActions({ source, load }: { readonly source: string; readonly load: string }) {
  const router = useRouter();
  const [isAsked, setIsAsked] = useState(false);
  const accept = useSourceChange(() => runAction(acceptLoadAction({ source, load })), {
    onSuccess: ({ runId }) => router.push(`/runs/${encodeURIComponent(runId)}`),
    onError: (error) => notifyError(error, 'The rows were not loaded'),
  });
  const discard = useSourceChange(() => runAction(discardLoadAction({ load })), {
    onSuccess: () => notifyDone('The fetched rows are forgotten. The next sync fetches anew.'),
    onError: (error) => notifyError(error, 'The rows were not discarded'),
  });
  return (
    <Group gap="xs" mt={4}>
      <Button
        size="compact-sm"
        variant="default"
        loading={accept.isPending}
        disabled={discard.isSuccess}
        onClick={() => accept.mutate(undefined)}
      >
        Load them
      </Button>
      <Button
        size="compact-sm"
        variant={isAsked ? 'light' : 'subtle'}
        color={isAsked ? 'red' : 'gray'}
        loading={discard.isPending}
        disabled={discard.isSuccess}
        onClick={() => (isAsked ? discard.mutate(undefined) : setIsAsked(true))}
      >
        {isAsked ? 'Discard for good' : 'Discard'}
      </Button>
    </Group>
  );
}
