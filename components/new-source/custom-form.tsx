'use client';

import { Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';

import { checkBaseUrl, checkSourceName } from './check-fields.ts';
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
  {
    template: 'custom-oauth2',
    label: 'OAuth2',
    description: 'Gets its access token with a client id and a client secret.',
  },
  {
    template: 'custom-transformer',
    label: 'Details',
    description: 'Reads a list, and the document of each of its records.',
  },
  {
    template: 'custom-graphql',
    label: 'GraphQL',
    description: 'Asks a GraphQL API for a list, page by page.',
  },
] as const;

/** A source that is a TypeScript module of one's own. */
export function CustomForm({ takenNames }: { readonly takenNames: readonly string[] }) {
  const [name, setName] = useState('');
  const [template, setTemplate] = useState<string>('custom-minimal');
  const [isChecked, setChecked] = useState(false);
  const create = useCreateSource();
  const fault = checkSourceName(name, takenNames);
  const [baseUrl, setBaseUrl] = useState('');
  const [path, setPath] = useState('');
  const asksApi = template !== 'custom-minimal';
  const urlFault = asksApi && baseUrl.trim() !== '' ? checkBaseUrl(baseUrl) : undefined;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (fault !== undefined || urlFault !== undefined) return;
        const resource = /([A-Za-z]\w*)\/?$/.exec(path.trim())?.[1];
        const isNamed = resource !== undefined && template !== 'custom-graphql';
        create.mutate({
          name,
          template,
          ...(asksApi ? { values: { baseUrl, path, ...(isNamed ? { resource } : {}) } } : {}),
        });
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
        {asksApi ? (
          <>
            <TextInput
              label="Base URL"
              description="What all addresses of the API begin with. It can be written later, too."
              placeholder="https://api.example.com/v1"
              value={baseUrl}
              onChange={({ currentTarget }) => setBaseUrl(currentTarget.value)}
              error={isChecked ? urlFault : undefined}
              autoComplete="off"
              spellCheck={false}
            />
            <TextInput
              label="Path"
              description={
                template === 'custom-graphql'
                  ? 'Of the endpoint, below the base URL. The query is written in the module.'
                  : 'Of the list, below the base URL; its last word names the table.'
              }
              placeholder={template === 'custom-graphql' ? '/graphql' : '/items'}
              value={path}
              onChange={({ currentTarget }) => setPath(currentTarget.value)}
              autoComplete="off"
              spellCheck={false}
            />
          </>
        ) : null}
        <CreateFooter create={create} />
      </Stack>
    </form>
  );
}
