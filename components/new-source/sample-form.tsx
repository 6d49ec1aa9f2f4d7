'use client';

import { Alert, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';

import { checkSourceName } from './check-fields.ts';
import { CreateFooter } from './create-footer.tsx';
import { useCreateSampleSource } from './use-create-source.ts';

interface SampleFormProps {
  readonly takenNames: readonly string[];
  readonly hasSampleApi: boolean;
}

/** The shop of the sample API, ready to sync. */
export function SampleForm({ takenNames, hasSampleApi }: SampleFormProps) {
  const [typedName, setTypedName] = useState<string>();
  const create = useCreateSampleSource();
  const name = typedName ?? (takenNames.includes('shop') ? 'sample_shop' : 'shop');
  const fault = checkSourceName(name, takenNames);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === undefined) create.mutate(name);
      }}
    >
      <Stack gap="md">
        <Text size="sm">
          Users, products and orders of a small shop, with paging, a token and a cursor: a source to look at and to play
          with. Its token protects nothing and is stored with it.
        </Text>
        {hasSampleApi ? null : (
          <Alert color="orange" variant="light" title="The sample API does not run here">
            Start it with <code>dango start</code> in a terminal, or give its address as the secret SAMPLE_API_URL.
          </Alert>
        )}
        <TextInput
          label="Name of the source"
          value={name}
          onChange={({ currentTarget }) => setTypedName(currentTarget.value)}
          error={fault}
          required
          autoComplete="off"
          spellCheck={false}
        />
        <CreateFooter create={create} />
      </Stack>
    </form>
  );
}
