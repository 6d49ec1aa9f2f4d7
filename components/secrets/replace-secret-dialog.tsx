'use client';

import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import { ErrorNotice } from '../feedback/error-notice.tsx';
import type { SecretGroup } from './secret-groups.ts';
import { useSetSecret } from './use-secret-change.ts';

/** Asks for another value and stores it where the old one stands. The old one is not shown. */
export function ReplaceSecretDialog({ group, onClose }: { readonly group: SecretGroup; readonly onClose: () => void }) {
  const [value, setValue] = useState('');
  const set = useSetSecret(onClose);
  const { name, stored } = group;
  return (
    <Modal opened onClose={onClose} title={stored === undefined ? `Set ${name}` : `Replace ${name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          set.mutate({ section: stored?.section ?? '', key: stored?.key ?? name, value });
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {stored === undefined ? 'It counts instead of the default.' : 'The old value is overwritten.'} Nobody can
            read the value here afterwards.
          </Text>
          <PasswordInput
            label="New value"
            value={value}
            onChange={({ currentTarget }) => setValue(currentTarget.value)}
            autoComplete="new-password"
            data-autofocus
          />
          {set.isError ? <ErrorNotice error={set.error} title={`${name} was not stored`} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={value === ''} loading={set.isPending}>
              Store
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
