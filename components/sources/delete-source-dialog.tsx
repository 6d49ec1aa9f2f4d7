'use client';

import { Button, Checkbox, Group, Loader, Modal, Radio, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { removeSourceAction } from '../../app/_actions/sources-actions.ts';
import type { SourceData } from '#lib/index.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { notifyDone } from '../feedback/notify.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import { runAction } from '../server-data/run-action.ts';
import { countWords } from '../format/count-words.ts';
import { useSourceChange } from './use-source-change.ts';

type Fate = 'keep' | 'forget' | 'drop';

/** Shows all that there is of a source, and asks what becomes of it. Dropped tables are confirmed by the name. */
export function DeleteSourceDialog({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const data = useQuery({
    queryKey: ['source-data', name],
    queryFn: ({ signal }) => fetchJson<SourceData>(`/api/sources/${encodeURIComponent(name)}/data`, { signal }),
    gcTime: 0,
  });
  return (
    <Modal opened onClose={onClose} title={`Delete ${name}`} size="lg">
      {data.isPending ? (
        <>
          <Loader aria-hidden />
          <VisuallyHidden>Looking at what there is</VisuallyHidden>
        </>
      ) : null}
      {data.isError ? (
        <ErrorNotice error={data.error} title={`What there is of ${name} cannot be read`}>
          <Button mt="sm" size="compact-sm" variant="default" onClick={() => void data.refetch()}>
            Try again
          </Button>
        </ErrorNotice>
      ) : null}
      {data.data === undefined ? null : <DeleteForm data={data.data} onClose={onClose} />}
    </Modal>
  );
}

function DeleteForm({ data, onClose }: { readonly data: SourceData; readonly onClose: () => void }) {
  const { source: name, tables, sharedTables, cursors, pending, module } = data;
  const [fate, setFate] = useState<Fate>('keep');
  const [deletesModule, setDeletesModule] = useState(false);
  const [typedName, setTypedName] = useState('');
  const remove = useSourceChange(
    () =>
      runAction(
        removeSourceAction({
          name,
          tables: fate === 'drop' ? 'drop' : 'keep',
          state: fate === 'keep' ? 'keep' : 'forget',
          module: deletesModule ? 'delete' : 'keep',
        }),
      ),
    {
      onSuccess: ({ tables: dropped }) => {
        notifyDone(`${name} was deleted${dropped.length > 0 ? `, with ${countWords(dropped.length, 'table')}` : ''}.`);
        onClose();
      },
    },
  );
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const hasData = tables.length + cursors.length + pending.length > 0;
  const isConfirmed = fate !== 'drop' || typedName === name;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isConfirmed) remove.mutate(undefined);
      }}
    >
      <Stack>
        <Text size="sm">Its part of sources.yml goes, with the comments in it.</Text>
        {hasData ? (
          <Radio.Group label="What becomes of its rows" value={fate} onChange={(value) => setFate(value)}>
            <Stack gap="xs" mt="xs">
              <Radio
                value="keep"
                label="Keep the tables"
                description="A source of this name goes on where this one ended."
                data-autofocus
              />
              <Radio
                value="forget"
                label="Keep the tables, forget where the last sync ended"
                description={`A source of this name reads everything again.${cursors.length === 0 ? ' There are no cursors.' : ` ${countWords(cursors.length, 'cursor')} would go.`}`}
              />
              <Radio
                value="drop"
                label={`Drop ${countWords(tables.length, 'table')} with ${countWords(rows, 'row')}`}
                description={tables.map((table) => `${table.name} (${countWords(table.rows, 'row')})`).join(', ')}
              />
            </Stack>
          </Radio.Group>
        ) : (
          <Text size="sm" c="dimmed">
            It has no tables in the warehouse.
          </Text>
        )}
        {sharedTables.length === 0 ? null : (
          <Text size="sm" c="dimmed">
            These stay, because another source loads into them too: {sharedTables.join(', ')}.
          </Text>
        )}
        {pending.length === 0 ? null : (
          <Text size="sm" c="dimmed">
            {countWords(pending.length, 'package')} of fetched rows not loaded yet{' '}
            {fate === 'drop' ? 'will go too' : 'will stay on disk'}.
          </Text>
        )}
        {module === undefined ? null : module.otherUsers.length > 0 ? (
          <Text size="sm" c="dimmed">
            custom_sources/{module.file} stays: {module.otherUsers.join(', ')} uses it too.
          </Text>
        ) : (
          <Checkbox
            label={`Delete its module too (custom_sources/${module.file})`}
            checked={deletesModule}
            onChange={({ currentTarget }) => setDeletesModule(currentTarget.checked)}
          />
        )}
        {fate === 'drop' ? (
          <TextInput
            label={`Type ${name} to drop its tables`}
            value={typedName}
            onChange={({ currentTarget }) => setTypedName(currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
          />
        ) : null}
        {remove.isError ? <ErrorNotice error={remove.error} title={`${name} was not deleted`} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="red" loading={remove.isPending} disabled={!isConfirmed}>
            {fate === 'drop' ? 'Delete and drop tables' : 'Delete'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
