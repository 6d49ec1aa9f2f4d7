import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';

import { setSecretAction } from '../../../app/_actions/secrets-actions.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { setYamlValue } from '#lib/spec/set-yaml-value.ts';
import { notifyDone, notifyError } from '../../feedback/notify.ts';
import { runAction } from '../../server-data/run-action.ts';
import { useSourceForm } from './source-form-context.ts';
import { TextField } from './text-field.tsx';

interface SecretFieldProps {
  readonly label: string;
  readonly path: KeyPath;
  readonly description: string;
  readonly isRequired: boolean;
}

/** A value that does not belong into sources.yml: the field offers names of secrets, and a place to store a new one. */
export function SecretField({ label, path, description, isRequired }: SecretFieldProps) {
  const { edit, secretNames, onSecretStored } = useSourceForm();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState(String(path.at(-1)).toUpperCase());
  const [value, setValue] = useState('');
  const store = async (): Promise<void> => {
    try {
      await runAction(setSecretAction({ section: '', key: name, value }));
    } catch (error) {
      return notifyError(error, 'The secret was not stored');
    }
    const problem = edit((text) => setYamlValue(text, path, `\${${name}}`), { path });
    if (problem !== undefined) return notifyError(new Error(problem));
    setValue('');
    setOpen(false);
    onSecretStored();
    notifyDone(`${name} is stored in secrets.toml`);
  };
  return (
    <Stack gap={6}>
      <TextField
        label={label}
        path={path}
        description={description}
        isRequired={isRequired}
        placeholder="${NAME}"
        offers={secretNames.map((one) => `\${${one}}`)}
      />
      <div>
        <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
          Store a value as secret
        </Button>
      </div>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={`Store a secret for ${label.toLowerCase()}`}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void store();
          }}
        >
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              The value goes into .dlt/secrets.toml. sources.yml gets its name only.
            </Text>
            <TextInput
              label="Name of the secret"
              value={name}
              pattern="[A-Za-z_][A-Za-z0-9_]*"
              required
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
            <PasswordInput
              label="Value"
              value={value}
              required
              data-autofocus
              autoComplete="off"
              onChange={({ currentTarget }) => setValue(currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setOpen(false)}>
                Cancel
              </Button>
              <Button type="submit">Store</Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </Stack>
  );
}
