'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';

import { ErrorNotice } from '../feedback/error-notice.tsx';
import { useDisconnect } from './use-accesses.ts';

interface DisconnectDialogProps {
  readonly source: string;
  /** Whether only a person can bring the next token. */
  readonly needsPerson: boolean;
  readonly onClose: () => void;
}

/** Asks before the tokens of a source are deleted. */
export function DisconnectDialog({ source, needsPerson, onClose }: DisconnectDialogProps) {
  const disconnect = useDisconnect(onClose);
  return (
    <Modal opened onClose={onClose} title={`Disconnect ${source}`}>
      <Stack>
        <Text size="sm">
          Its tokens are deleted from .dango/tokens.{' '}
          {needsPerson
            ? 'It cannot sync before somebody connects it again.'
            : 'The next run begins with the refresh token of its secrets, which many providers let work only once.'}{' '}
          Rows that were loaded stay. The provider is not told: withdraw the access there, too, if nobody is to use it.
        </Text>
        {disconnect.isError ? <ErrorNotice error={disconnect.error} title={`${source} is still connected`} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button color="red" loading={disconnect.isPending} onClick={() => disconnect.mutate(source)}>
            Disconnect
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
