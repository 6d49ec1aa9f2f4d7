'use client';

import { PasswordInput, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useId, useState } from 'react';

import { checkBaseUrl, checkHeaderName, checkSourceName } from './check-fields.ts';
import { CreateFooter } from './create-footer.tsx';
import { suggestSourceName, suggestTableName } from './suggest-name.ts';
import { useCreateSource } from './use-create-source.ts';

type Authentication = 'none' | 'bearer' | 'api_key';

/** A REST source from its address and first endpoint. Names follow the addresses until they are typed. */
export function RestForm({ takenNames }: { readonly takenNames: readonly string[] }) {
  const [baseUrl, setBaseUrl] = useState('');
  const [path, setPath] = useState('');
  const [typedName, setTypedName] = useState<string>();
  const [typedTable, setTypedTable] = useState<string>();
  const [authentication, setAuthentication] = useState<Authentication>('none');
  const [header, setHeader] = useState('X-API-Key');
  const [secretValue, setSecretValue] = useState('');
  const [isChecked, setChecked] = useState(false);
  const create = useCreateSource();
  const authenticationLabel = useId();

  const name = typedName ?? freeName(suggestSourceName(baseUrl), takenNames);
  const table = typedTable ?? suggestTableName(path);
  const faults = {
    baseUrl: checkBaseUrl(baseUrl),
    path: path.trim() === '' ? 'Give the path of an endpoint, such as /users.' : undefined,
    name: checkSourceName(name, takenNames),
    table: table.trim() === '' ? 'Give the table a name, such as users.' : undefined,
    header: authentication === 'api_key' ? checkHeaderName(header) : undefined,
  };
  const shown = (fault: string | undefined): string | undefined => (isChecked ? fault : undefined);
  const secret = `${name.toUpperCase()}_${authentication === 'api_key' ? 'KEY' : 'TOKEN'}`;

  const submit = (): void => {
    setChecked(true);
    if (Object.values(faults).some((fault) => fault !== undefined)) return;
    create.mutate({
      name,
      template: 'rest-empty',
      values: {
        baseUrl: baseUrl.trim(),
        resource: table.trim(),
        path: path.trim(),
        ...(authentication === 'none'
          ? {}
          : { authentication: { type: authentication, secret, ...(authentication === 'api_key' ? { header } : {}) } }),
      },
      ...(authentication === 'none' ? {} : { secretValue }),
    });
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label="Base URL"
            description="The address that all endpoints begin with."
            placeholder="https://api.example.com/v1"
            inputMode="url"
            value={baseUrl}
            onChange={({ currentTarget }) => setBaseUrl(currentTarget.value)}
            error={shown(faults.baseUrl)}
            required
            autoComplete="off"
            spellCheck={false}
          />
          <TextInput
            label="Name of the source"
            description="Its tables stand under this name."
            placeholder="shop"
            value={name}
            onChange={({ currentTarget }) => setTypedName(currentTarget.value)}
            error={shown(faults.name) ?? (typedName === undefined ? undefined : faults.name)}
            required
            autoComplete="off"
            spellCheck={false}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label="First endpoint"
            description="Its path below the base URL."
            placeholder="/users"
            value={path}
            onChange={({ currentTarget }) => setPath(currentTarget.value)}
            error={shown(faults.path)}
            required
            autoComplete="off"
            spellCheck={false}
          />
          <TextInput
            label="Table"
            description="Its records become the rows of this table."
            placeholder="users"
            value={table}
            onChange={({ currentTarget }) => setTypedTable(currentTarget.value)}
            error={shown(faults.table)}
            required
            autoComplete="off"
            spellCheck={false}
          />
        </SimpleGrid>
        <div>
          <Text size="sm" fw={500} id={authenticationLabel} mb={4}>
            Authentication
          </Text>
          <SegmentedControl
            aria-labelledby={authenticationLabel}
            value={authentication}
            onChange={(value) => setAuthentication(value)}
            data={[
              { value: 'none', label: 'None' },
              { value: 'bearer', label: 'Bearer token' },
              { value: 'api_key', label: 'API key' },
            ]}
          />
        </div>
        {authentication === 'none' ? null : (
          <SimpleGrid cols={{ base: 1, xs: authentication === 'api_key' ? 2 : 1 }}>
            {authentication === 'api_key' ? (
              <TextInput
                label="Header"
                description="The header that carries the key."
                value={header}
                onChange={({ currentTarget }) => setHeader(currentTarget.value)}
                error={shown(faults.header)}
                required
                autoComplete="off"
                spellCheck={false}
              />
            ) : null}
            <PasswordInput
              label={authentication === 'api_key' ? 'Key' : 'Token'}
              description={`Kept in .dlt/secrets.toml; sources.yml says \${${name === '' ? 'NAME_TOKEN' : secret}}. May be set later.`}
              value={secretValue}
              onChange={({ currentTarget }) => setSecretValue(currentTarget.value)}
              autoComplete="new-password"
            />
          </SimpleGrid>
        )}
        <CreateFooter create={create} />
      </Stack>
    </form>
  );
}

/** The suggestion with a number where its name is taken. */
function freeName(name: string, taken: readonly string[]): string {
  if (name === '' || !taken.includes(name)) return name;
  let number = 2;
  while (taken.includes(`${name}_${number}`)) number += 1;
  return `${name}_${number}`;
}
