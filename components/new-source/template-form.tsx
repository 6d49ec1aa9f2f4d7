'use client';

import { Anchor, Radio, Stack, Text, TextInput } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import type { SourceTemplate } from '#lib/index.ts';

import { checkBaseUrl, checkSourceName } from './check-fields.ts';
import { CreateFooter } from './create-footer.tsx';
import { useCreateSource } from './use-create-source.ts';

interface TemplateFormProps {
  readonly takenNames: readonly string[];
  readonly templates: readonly SourceTemplate[];
}

/** A source for an API that Dango has a template of. Its values are asked for on the page of secrets. */
export function TemplateForm({ takenNames, templates }: TemplateFormProps) {
  const [id, setId] = useState<string>(templates[0]?.id ?? '');
  const [typedName, setTypedName] = useState<string>();
  const [baseUrl, setBaseUrl] = useState('');
  const [isChecked, setChecked] = useState(false);
  const create = useCreateSource();
  const name = typedName ?? id;
  const nameFault = checkSourceName(name, takenNames);
  const urlFault = baseUrl.trim() === '' ? undefined : checkBaseUrl(baseUrl);
  const secrets = templates.find((template) => template.id === id)?.secrets ?? [];
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (nameFault !== undefined || urlFault !== undefined) return;
        create.mutate({
          name,
          template: id,
          ...(baseUrl.trim() === '' ? {} : { values: { baseUrl: baseUrl.trim() } }),
        });
      }}
    >
      <Stack gap="md">
        <Radio.Group label="API" value={id} onChange={setId}>
          <Stack gap="xs" mt="xs">
            {templates.map((template) => (
              <Radio key={template.id} value={template.id} label={template.title} description={template.description} />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput
          label="Name of the source"
          description="Its tables stand under this name."
          value={name}
          onChange={({ currentTarget }) => setTypedName(currentTarget.value)}
          error={isChecked || typedName !== undefined || takenNames.includes(name) ? nameFault : undefined}
          required
          autoComplete="off"
          spellCheck={false}
        />
        <TextInput
          label="Base URL"
          description={
            id === 'shopify'
              ? 'The address of your store: https://YOUR-STORE.myshopify.com/admin/api/2025-07.'
              : 'Leave it empty for the address of the API; a server of your own has another.'
          }
          inputMode="url"
          value={baseUrl}
          onChange={({ currentTarget }) => setBaseUrl(currentTarget.value)}
          error={isChecked ? urlFault : undefined}
          autoComplete="off"
          spellCheck={false}
        />
        {secrets.length === 0 ? null : (
          <Text size="sm" c="dimmed">
            Before the first sync it needs {secrets.join(' and ')}: give {secrets.length === 1 ? 'it' : 'them'} on the
            page{' '}
            <Anchor component={Link} href="/secrets" underline="always">
              Secrets
            </Anchor>
            , which lists what is missing.
          </Text>
        )}
        <CreateFooter create={create} />
      </Stack>
    </form>
  );
}
