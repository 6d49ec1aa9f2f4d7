'use client';

import { Button, Group, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconLock, IconWorld } from '@tabler/icons-react';
import { useState } from 'react';
import type { ImportProposal } from '#lib/index.ts';

import { Evidences } from './evidences.tsx';
import classes from './paste.module.css';

const authNames: Readonly<Record<string, string>> = {
  bearer: 'Bearer token',
  api_key: 'API key',
  http_basic: 'User name and password',
  oauth2_client_credentials: 'OAuth 2, client credentials',
  oauth2_refresh_token: 'OAuth 2, refresh token',
  oauth2_password: 'OAuth 2, password',
  oauth2_authorization_code: 'OAuth 2, access allowed in the browser',
};

interface SourceFactsProps {
  readonly proposal: ImportProposal;
  readonly secrets: readonly string[];
  /** Whether the document does not say where the API is. */
  readonly lacksHost: boolean;
  /** Undefined where the address is what was pasted. */
  readonly onBaseUrl: ((baseUrl: string) => void) | undefined;
}

/** What all requests of a source have in common. */
export function SourceFacts({ proposal: { title, settings }, secrets, lacksHost, onBaseUrl }: SourceFactsProps) {
  const { base_url: baseUrl, auth } = settings;
  const kind = auth?.value['type'];
  const type = typeof kind === 'string' ? kind : '';
  return (
    <div>
      {title === undefined ? null : <Text fw={650}>{title}</Text>}
      <Group gap={8} wrap="nowrap" mt={4}>
        <IconWorld size={16} stroke={1.6} aria-hidden className={classes.icon ?? ''} />
        <BaseUrl key={baseUrl.value} value={baseUrl.value} isOpen={lacksHost} onChange={onBaseUrl} />
      </Group>
      {auth === undefined ? null : (
        <Group gap={8} wrap="nowrap" mt={4} align="flex-start">
          <IconLock size={16} stroke={1.6} aria-hidden className={classes.icon ?? ''} />
          <div>
            <Text size="sm">{authNames[type] ?? type}</Text>
            <Evidences evidence={auth.evidence} />
            {secrets.length === 0 ? null : (
              <Text size="xs" c="dimmed">
                Your credentials go to .dlt/secrets.toml: <span className={classes.url}>{secrets.join(', ')}</span>
              </Text>
            )}
          </div>
        </Group>
      )}
      {auth === undefined && secrets.length > 0 ? (
        <Text size="xs" c="dimmed" mt={4}>
          Your credentials go to .dlt/secrets.toml: <span className={classes.url}>{secrets.join(', ')}</span>
        </Text>
      ) : null}
    </div>
  );
}

interface BaseUrlProps {
  readonly value: string;
  readonly isOpen: boolean;
  readonly onChange: SourceFactsProps['onBaseUrl'];
}

/** Where the API is. A document may leave that open, or name a place that is not meant. */
function BaseUrl({ value, isOpen, onChange }: BaseUrlProps) {
  const [isEdited, setEdited] = useState(isOpen);
  const [text, setText] = useState(isOpen ? '' : value);
  if (!isEdited || onChange === undefined) {
    return (
      <Group gap={8}>
        <Text size="sm" className={classes.url ?? ''}>
          {value}
        </Text>
        {onChange === undefined ? null : (
          <UnstyledButton
            className={classes.link ?? ''}
            aria-label="Change the address of the API"
            onClick={() => setEdited(true)}
          >
            Change
          </UnstyledButton>
        )}
      </Group>
    );
  }
  return (
    <form
      className={classes.baseUrl}
      onSubmit={(event) => {
        event.preventDefault();
        onChange(text);
      }}
    >
      <Group gap={8} align="flex-end">
        <TextInput
          label="Address of the API"
          description={
            isOpen ? 'The document does not say where the API is. Write its address, then press Use it.' : undefined
          }
          placeholder="https://api.example.com/v1"
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          flex={1}
          miw={220}
          classNames={{ input: classes.code ?? '' }}
          spellCheck={false}
          autoComplete="off"
        />
        <Button type="submit" variant="default" disabled={text.trim() === ''}>
          Use it
        </Button>
      </Group>
    </form>
  );
}
