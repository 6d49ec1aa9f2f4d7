import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';

import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { removeYamlValue } from '#lib/spec/remove-yaml-value.ts';
import { renameYamlKey } from '#lib/spec/rename-yaml-key.ts';
import { setYamlValue } from '#lib/spec/set-yaml-value.ts';
import { FieldFrame } from './field-frame.tsx';
import { readScalar } from './read-scalar.ts';
import { useSourceForm } from './source-form-context.ts';
import { TextField } from './text-field.tsx';
import { YamlField } from './yaml-field.tsx';
import classes from './form.module.css';

export interface PairsFieldProps {
  readonly label: string;
  readonly path: KeyPath;
  readonly description?: string;
}

/** Free keys with a value each, such as headers. */
export function PairsField({ label, path, description }: PairsFieldProps) {
  const { text, edit, secretNames } = useSourceForm();
  const [newKey, setNewKey] = useState('');
  const [fault, setFault] = useState<string>();
  const value = getYamlValue(text, path) ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) return <YamlField label={label} path={path} />;
  const keys = Object.keys(value);
  const offers = secretNames.map((name) => `\${${name}}`);
  const add = (): void => {
    if (newKey === '') return setFault('Give it a name first.');
    const isThere = keys.includes(newKey);
    const problem = isThere
      ? 'This name is there already.'
      : edit((before) => setYamlValue(before, [...path, newKey], ''), { path: [...path, newKey] });
    setFault(problem);
    if (problem === undefined) setNewKey('');
  };
  return (
    <FieldFrame path={path}>
      <fieldset className={classes.group ?? ''}>
        <legend>{label}</legend>
        <Stack gap="xs">
          {description === undefined ? null : (
            <Text size="xs" c="dimmed">
              {description}
            </Text>
          )}
          {keys.map((key, position) => (
            // By its place: a pair that gets another name keeps the focus.
            <Group key={position} gap="xs" align="flex-end" wrap="nowrap">
              <PairKey label={label} path={[...path, key]} name={key} />
              <div style={{ flex: 2, minWidth: 0 }}>
                <TextField
                  label={`Value of ${key}`}
                  path={[...path, key]}
                  offers={offers}
                  read={readScalar}
                  isEmptyKept
                />
              </div>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={`Remove ${key} from ${label}`}
                onClick={() =>
                  setFault(
                    edit((before) => removeYamlValue(before, [...path, key], { pruneEmptyParents: true }), { path }),
                  )
                }
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <TextInput
              style={{ flex: 1, minWidth: 0 }}
              label={`New name in ${label.toLowerCase()}`}
              value={newKey}
              error={fault}
              data-undo="own"
              onChange={({ currentTarget }) => setNewKey(currentTarget.value)}
              onKeyDown={({ key }) => {
                if (key === 'Enter') add();
              }}
            />
            <Button variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
              Add
            </Button>
          </Group>
        </Stack>
      </fieldset>
    </FieldFrame>
  );
}

function PairKey({ label, path, name }: { readonly label: string; readonly path: KeyPath; readonly name: string }) {
  const { edit } = useSourceForm();
  const [typed, setTyped] = useState(name);
  const [fault, setFault] = useState<string>();
  const [shown, setShown] = useState(name);
  if (shown !== name) {
    setShown(name);
    setTyped(name);
    setFault(undefined);
  }
  const commit = (): void => {
    if (typed === '' || typed === name) return setTyped(name);
    setFault(edit((before) => renameYamlKey(before, path, typed), { path: [...path.slice(0, -1), typed] }));
  };
  return (
    <TextInput
      style={{ flex: 1, minWidth: 0 }}
      label="Name"
      aria-label={`Name of ${name} in ${label}`}
      value={typed}
      error={fault}
      spellCheck={false}
      {...(typed === name ? {} : { 'data-undo': 'own' })}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={commit}
      onKeyDown={({ key }) => {
        if (key === 'Enter') commit();
      }}
    />
  );
}
