'use client';

import { Alert, Button, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';

import { duplicateSourceAction, renameSourceAction } from '../../app/_actions/sources-actions.ts';
import { errorRecordOf } from '../feedback/error-record-of.ts';
import { notifyDone } from '../feedback/notify.ts';
import { runAction } from '../server-data/run-action.ts';
import { useSourceChange } from './use-source-change.ts';

interface NameDialogProps {
  readonly kind: 'duplicate' | 'rename';
  readonly name: string;
  readonly onClose: () => void;
}

const texts = {
  duplicate: { title: 'Duplicate', button: 'Duplicate', change: duplicateSourceAction, done: 'is a copy of' },
  rename: { title: 'Rename', button: 'Rename', change: renameSourceAction, done: 'is the new name of' },
} as const;

/** Asks for a name, copies or renames, and shows what a person should know about it before it closes. */
export function NameDialog({ kind, name, onClose }: NameDialogProps) {
  const { title, button, change: action, done } = texts[kind];
  const [newName, setNewName] = useState(kind === 'duplicate' ? `${name}_copy` : name);
  const change = useSourceChange(
    async (wanted: string): Promise<{ readonly warnings: readonly string[] }> =>
      await runAction<{ readonly warnings: readonly string[] }>(action({ name, newName: wanted })),
    {
      onSuccess: ({ warnings }, wanted) => {
        notifyDone(`${wanted} ${done} ${name}.`);
        if (warnings.length === 0) onClose();
      },
    },
  );
  const warnings = change.data?.warnings ?? [];
  const failure = change.isError ? errorRecordOf(change.error) : undefined;
  return (
    <Modal opened onClose={onClose} title={`${title} ${name}`}>
      {warnings.length > 0 ? (
        <Stack>
          <Alert color="orange" variant="light" role="alert" title={`It is ${newName} now. What does not move along:`}>
            <List size="sm">
              {warnings.map((warning) => (
                <List.Item key={warning}>{warning}</List.Item>
              ))}
            </List>
          </Alert>
          <Group justify="flex-end">
            <Button onClick={onClose} data-autofocus>
              I see
            </Button>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate(newName.trim());
          }}
        >
          <Stack>
            {kind === 'duplicate' ? (
              <Text size="sm" c="dimmed">
                Copies its part of sources.yml, and its module if it has one. Rows are not copied.
              </Text>
            ) : (
              <Text size="sm" c="dimmed">
                The rows that are there stay under the old name. Under the new one the next sync loads everything anew,
                into a dataset of that name (unless dataset_name says another one).
              </Text>
            )}
            <TextInput
              label="New name"
              description="Lower-case letters, digits and underscores, a letter first."
              value={newName}
              onChange={({ currentTarget }) => {
                setNewName(currentTarget.value);
                change.reset();
              }}
              error={failure === undefined ? undefined : [failure.message, failure.hint].filter(Boolean).join(' → ')}
              required
              data-autofocus
              autoComplete="off"
              spellCheck={false}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={change.isPending} disabled={newName.trim() === '' || newName === name}>
                {button}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
