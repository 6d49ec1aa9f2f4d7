'use client';

import { Box, Button, Group, PasswordInput, Text } from '@mantine/core';
import { useState } from 'react';

import { ErrorNotice } from '../feedback/error-notice.tsx';
import type { SecretGroup } from './secret-groups.ts';
import classes from './secret-list.module.css';
import { SecretUses } from './secret-uses.tsx';
import { useSetSecret } from './use-secret-change.ts';

/** A secret that is needed and has no value: one field, and it has. */
export function MissingSecret({ group }: { readonly group: SecretGroup }) {
  const [value, setValue] = useState('');
  const set = useSetSecret();
  return (
    <li className={classes.missing ?? ''}>
      <Box miw={0} className={classes.about ?? ''}>
        <h3 className={classes.name ?? ''}>{group.name}</h3>
        <SecretUses group={group} />
      </Box>
      <form
        className={classes.form ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          set.mutate({ section: '', key: group.name, value });
        }}
      >
        <Group gap="xs" wrap="nowrap" align="flex-end">
          <PasswordInput
            flex={1}
            label={`Value of ${group.name}`}
            value={value}
            onChange={({ currentTarget }) => setValue(currentTarget.value)}
            autoComplete="new-password"
          />
          <Button type="submit" disabled={value === ''} loading={set.isPending} aria-label={`Set ${group.name}`}>
            Set
          </Button>
        </Group>
      </form>
      {set.isError ? (
        <div className={classes.wide ?? ''}>
          <ErrorNotice error={set.error} title={`${group.name} was not stored`} />
        </div>
      ) : null}
      <Text size="xs" c="dimmed" className={classes.wide ?? ''}>
        Stored in .dlt/secrets.toml for every source that names it.
      </Text>
    </li>
  );
}
