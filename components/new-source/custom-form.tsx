'use client';

import { Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';

import { checkSourceName } from './check-fields.ts';
import { CreateFooter } from './create-footer.tsx';
import { useCreateSource } from './use-create-source.ts';

const beginnings = [
  {
    template: 'custom-minimal',
    label: 'Minimal',
    description: 'One table with three rows; runs at once, without a network.',
  },
  { template: 'custom-paginated', label: 'Pages', description: 'Reads a list page by page through the RestClient.' },
  {
    template: 'custom-incremental',
    label: 'Incremental',
    description: 'Asks only for what changed since the last sync, and merges it.',
  },
] as const;

/** A source that is a TypeScript module of one's own. */
export function CustomForm({ takenNames }: { readonly takenNames: readonly string[] }) {
  const [name, setName] = useState('');
  const [template, setTemplate] = useState<string>('custom-minimal');
  const [isChecked, setChecked] = useState(false);
  const create = useCreateSource();
  const fault = checkSourceName(name, takenNames);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (fault === undefined) create.mutate({ name, template });
      }}
    >
      <Stack gap="md">
        <TextInput
          label="Name of the source"
          description={`Its module is custom_sources/${name === '' ? 'NAME' : name}.ts.`}
          placeholder="my_api"
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          error={isChecked || name !== '' ? fault : undefined}
          required
          autoComplete="off"
          spellCheck={false}
        />
        <Radio.Group label="Begin with" value={template} onChange={setTemplate}>
          <Stack gap="xs" mt="xs">
            {beginnings.map(({ template: value, label, description }) => (
              <Radio key={value} value={value} label={label} description={description} />
            ))}
          </Stack>
        </Radio.Group>
        <CreateFooter create={create} />
      </Stack>
    </form>
  );
}
