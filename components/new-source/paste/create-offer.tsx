'use client';

import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { OfferMadeEvent } from '#lib/index.ts';

import { startSyncAction } from '../../../app/_actions/run-actions.ts';
import { ErrorNotice } from '../../feedback/error-notice.tsx';
import { notifyDone, notifyError } from '../../feedback/notify.ts';
import { fetchJson } from '../../server-data/fetch-json.ts';
import { runAction } from '../../server-data/run-action.ts';
import { useSourceChange } from '../../sources/use-source-change.ts';
import { checkSourceName } from '../check-fields.ts';
import classes from './paste.module.css';
import type { Offer } from './use-offer.ts';

interface CreateOfferProps {
  readonly offer: Offer;
  readonly made: OfferMadeEvent;
  readonly takenNames: readonly string[];
}

interface SavedSource {
  readonly source: string;
  readonly missing: readonly string[];
  readonly warnings: readonly string[];
}

type Ending = 'create' | 'sync';

/** The end of the page: a name, and the buttons that make the source. */
export function CreateOffer({ offer, made, takenNames }: CreateOfferProps) {
  const [typedName, setTypedName] = useState<string>();
  const { sources, missing, lacksHost, yaml, fault } = made.offer;
  const needed = lacksHost ? ['the address of the API', ...missing] : missing;
  const [only] = sources;
  const name = typedName ?? only ?? '';
  const isSingle = sources.length === 1;
  const nameFault = isSingle ? checkSourceName(name, takenNames) : undefined;
  const create = useCreateOffer(offer, isSingle ? name : undefined);
  const isPossible = yaml !== '' && nameFault === undefined && (fault === undefined || name !== only);
  return (
    <Paper withBorder className={classes.footer ?? ''} component="section" aria-label="Create the source">
      <Stack gap="sm">
        {create.isError ? <ErrorNotice error={create.error} title="The source was not created" /> : null}
        <Group gap="md" align="flex-end" justify="space-between">
          {isSingle ? (
            <TextInput
              label="Name of the source"
              value={name}
              onChange={({ currentTarget }) => setTypedName(currentTarget.value)}
              error={nameFault}
              className={classes.name ?? ''}
              autoComplete="off"
              spellCheck={false}
            />
          ) : (
            <Text size="sm">{sources.length} sources</Text>
          )}
          <Group gap="xs">
            <Button
              variant="default"
              disabled={!isPossible || create.isPending}
              loading={create.isPending && create.variables === 'create'}
              onClick={() => create.mutate('create')}
            >
              Create
            </Button>
            <Button
              disabled={!isPossible || needed.length > 0 || create.isPending}
              loading={create.isPending && create.variables === 'sync'}
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
              onClick={() => create.mutate('sync')}
            >
              Create and sync
            </Button>
          </Group>
        </Group>
        {yaml === '' && fault === undefined ? (
          <Text size="xs" c="dimmed">
            Choose at least one request first.
          </Text>
        ) : null}
        {needed.length === 0 ? null : (
          <Text size="xs" c="dimmed">
            A sync needs {needed.join(', ')} first.
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

/** Saves what is offered, and goes to its page or to its first run. */
function useCreateOffer({ draft }: Offer, name: string | undefined) {
  const router = useRouter();
  return useSourceChange(
    async (ending: Ending) => {
      const body = name === undefined ? draft : { ...draft, name };
      const saved = await fetchJson<readonly SavedSource[]>('/api/import/save', { body });
      const runs: string[] = [];
      if (ending === 'sync')
        for (const { source } of saved) runs.push((await runAction(startSyncAction({ source }))).runId);
      return { saved, runs };
    },
    {
      onSuccess: ({ saved, runs }) => {
        const names = saved.map(({ source }) => source).join(', ');
        notifyDone(`${names} ${saved.length === 1 ? 'was' : 'were'} added to sources.yml.`);
        for (const { source, warnings } of saved)
          for (const warning of warnings) notifyError(new Error(warning), `${source} was added, but`);
        const [first] = saved;
        const [run] = runs;
        if (run !== undefined) router.push(runs.length === 1 ? `/runs/${encodeURIComponent(run)}` : '/runs');
        else if (first !== undefined)
          router.push(saved.length === 1 ? `/sources/${encodeURIComponent(first.source)}` : '/sources');
      },
    },
  );
}
