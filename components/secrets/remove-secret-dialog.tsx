'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';

import { ErrorNotice } from '../feedback/error-notice.tsx';
import type { SecretGroup } from './secret-groups.ts';
import { useDeleteSecret } from './use-secret-change.ts';

/** Asks before a value is removed, and names the sources that need it. */
export function RemoveSecretDialog({ group, onClose }: { readonly group: SecretGroup; readonly onClose: () => void }) {
  const remove = useDeleteSecret(onClose);
  const { name, stored, origin, uses } = group;
  return (
    <Modal opened onClose={onClose} title={`Remove ${name}`}>
      <Stack>
        <Text size="sm">
          The value goes from {origin ?? '.dlt/secrets.toml'} and cannot be brought back.
          {uses.length === 0 ? '' : ` ${uses.map(({ source }) => source).join(', ')} needs it to sync.`}
        </Text>
        {remove.isError ? <ErrorNotice error={remove.error} title={`${name} was not removed`} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button
            color="red"
            loading={remove.isPending}
            onClick={() => {
              if (stored !== undefined) remove.mutate(stored);
            }}
          >
            Remove
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
