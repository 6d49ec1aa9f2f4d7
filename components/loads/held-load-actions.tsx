'use client';

import { Button, Group } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { acceptLoadAction, discardLoadAction } from '../../app/_actions/loads-actions.ts';
import { notifyDone, notifyError } from '../feedback/notify.ts';
import { runAction } from '../server-data/run-action.ts';
import { useSourceChange } from '../sources/use-source-change.ts';

interface HeldLoadActionsProps {
  readonly source: string;
  readonly load: string;
  /** Whether loading them takes rows out of the warehouse that no sync brings back. */
  readonly losesRows: boolean;
}

/** The two ways on for fetched rows that wait: load them, or forget them. What loses rows is asked once more. */
export function HeldLoadActions({ source, load, losesRows }: HeldLoadActionsProps) {
  const router = useRouter();
  const [isLossAsked, setIsLossAsked] = useState(false);
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
        variant={isLossAsked ? 'light' : 'default'}
        {...(isLossAsked ? { color: 'red' } : {})}
        loading={accept.isPending}
        disabled={discard.isSuccess}
        onClick={() => (losesRows && !isLossAsked ? setIsLossAsked(true) : accept.mutate(undefined))}
      >
        {isLossAsked ? 'Let the old rows go' : losesRows ? 'Replace the rows' : 'Load them'}
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
