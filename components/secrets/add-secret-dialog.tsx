'use client';

import { Button, Group, Modal, NativeSelect, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';

import { ErrorNotice } from '../feedback/error-notice.tsx';
import { useSetSecret } from './use-secret-change.ts';

interface AddSecretDialogProps {
  readonly sources: readonly string[];
  readonly onClose: () => void;
}

/** Stores a value under a name that nothing names yet, or for one source alone. */
export function AddSecretDialog({ sources, onClose }: AddSecretDialogProps) {
  const [name, setName] = useState('');
  const [source, setSource] = useState('');
  const [value, setValue] = useState('');
  const set = useSetSecret(onClose);
  const isWrong = name !== '' && !/^[A-Za-z0-9_-]+$/.test(name);
  return (
    <Modal opened onClose={onClose} title="Add a secret">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isWrong) set.mutate({ section: source === '' ? '' : `sources.${source}`, key: name, value });
        }}
      >
        <Stack>
          <TextInput
            label="Name"
            description="sources.yml uses it as ${NAME}, a module by the name of its parameter."
            placeholder="API_KEY"
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            error={isWrong ? 'Use letters, digits, underscores and dashes.' : undefined}
            required
            data-autofocus
            autoComplete="off"
            spellCheck={false}
          />
          <NativeSelect
            label="For"
            value={source}
            onChange={({ currentTarget }) => setSource(currentTarget.value)}
            data={[
              { value: '', label: 'Every source' },
              ...sources.map((candidate) => ({ value: candidate, label: candidate })),
            ]}
          />
          <PasswordInput
            label="Value"
            value={value}
            onChange={({ currentTarget }) => setValue(currentTarget.value)}
            required
            autoComplete="new-password"
          />
          {set.isError ? <ErrorNotice error={set.error} title="It was not stored" /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={name === '' || value === '' || isWrong} loading={set.isPending}>
              Store
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
