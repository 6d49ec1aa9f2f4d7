'use client';

import { Button, Group, Paper, PasswordInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import type { Offer } from './use-offer.ts';

interface MissingValuesProps {
  readonly offer: Offer;
  readonly names: readonly string[];
  /** Whether the API is asked with them. */
  readonly isAsking: boolean;
}

/** Values that the text refers to and does not have. */
export function MissingValues({ offer, names, isAsking }: MissingValuesProps) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        offer.change({ values: { ...offer.draft.values, ...given } }, isAsking ? 'gets' : 'nothing');
      }}
    >
      <Stack gap="sm">
        <Text size="sm" fw={650}>
          {names.length === 1 ? 'One value is still to be given' : `${names.length} values are still to be given`}
        </Text>
        {names.map((name) => (
          <PasswordInput
            key={name}
            label={name}
            value={values[name] ?? ''}
            onChange={({ currentTarget }) => setValues({ ...values, [name]: currentTarget.value })}
            autoComplete="new-password"
          />
        ))}
        <Group justify="space-between" gap="sm">
          <Text size="xs" c="dimmed">
            Kept in .dlt/secrets.toml when the source is created.
          </Text>
          <Button size="xs" type="submit" disabled={Object.keys(given).length === 0}>
            {isAsking ? 'Ask the API' : 'Use them'}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
