import { Button, Group, PasswordInput } from '@mantine/core';
import { useState } from 'react';

import type { ModuleParameterListing } from '#lib/index.ts';
import { useSetSecret } from '../secrets/use-secret-change.ts';

interface SecretParameterProps {
  readonly parameter: ModuleParameterListing;
  readonly source: string;
  /** What function_kwargs says, such as `${NAME}`; undefined: nothing. */
  readonly written: unknown;
  readonly onStored: () => void;
}

/** A secret: stored for this source alone, and never shown. */
export function SecretParameter({ parameter, source, written, onStored }: SecretParameterProps) {
  const { key, storedAs, origin } = parameter;
  const [value, setValue] = useState('');
  const set = useSetSecret(() => {
    setValue('');
    onStored();
  });
  const store = (): void => set.mutate({ section: `sources.${source}`, key: storedAs, value });
  const place = typeof written === 'string' && !/^\$\{.+\}$/.test(written) ? 'sources.yml' : origin;
  const standing = place === undefined ? 'Secret. It has no value yet.' : `Secret. It is set: ${place}.`;
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <PasswordInput
        flex={1}
        label={key}
        description={standing}
        placeholder={place === undefined ? '' : 'A new value'}
        value={value}
        error={set.isError ? set.error.message : undefined}
        autoComplete="new-password"
        onChange={({ currentTarget }) => setValue(currentTarget.value)}
        onKeyDown={(event) => {
          // The form around it saves other values, and would close over this one.
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (value !== '' && !set.isPending) store();
        }}
      />
      <Button variant="default" disabled={value === ''} loading={set.isPending} onClick={store}>
        Store
      </Button>
    </Group>
  );
}
