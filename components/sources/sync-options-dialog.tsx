'use client';

import { Alert, Button, Checkbox, Group, Modal, NumberInput, Stack } from '@mantine/core';
import { useState } from 'react';

import { useStartSync } from './use-start-sync.tsx';

/** A sync that differs from the usual one: everything anew, a sample only, or looked at before it is loaded. */
export function SyncOptionsDialog({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const [isFullRefresh, setFullRefresh] = useState(false);
  const [isDryRun, setDryRun] = useState(false);
  const [limit, setLimit] = useState<number | string>('');
  const sync = useStartSync();
  return (
    <Modal opened onClose={onClose} title={`Sync ${name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          sync.mutate(
            {
              source: name,
              ...(isFullRefresh ? { fullRefresh: true } : {}),
              ...(isDryRun ? { dryRun: true } : {}),
              ...(typeof limit === 'number' ? { limit } : {}),
            },
            { onSuccess: onClose },
          );
        }}
      >
        <Stack gap="md">
          <NumberInput
            label="Records of each resource"
            description="A sample for a first look, in a dataset of its own. Empty: all records."
            value={limit}
            onChange={setLimit}
            min={1}
            allowDecimal={false}
            allowNegative={false}
            thousandSeparator=","
          />
          <Checkbox
            label="Full refresh"
            description="Forget where the last sync ended, fetch everything, and replace the tables."
            checked={isFullRefresh}
            onChange={({ currentTarget }) => setFullRefresh(currentTarget.checked)}
          />
          <Checkbox
            label="Dry run"
            description="Fetch, and show what a load would do. Then load it, or forget it."
            checked={isDryRun}
            onChange={({ currentTarget }) => setDryRun(currentTarget.checked)}
          />
          {isFullRefresh && !isDryRun ? (
            <Alert color="orange" variant="light" role="alert">
              The rows that are there now are replaced by what the API gives now. Rows that it no longer has are gone.
            </Alert>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={sync.isPending} color={isFullRefresh && !isDryRun ? 'red' : 'matcha'}>
              {isDryRun ? 'Fetch' : isFullRefresh ? 'Sync and replace' : 'Sync'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
