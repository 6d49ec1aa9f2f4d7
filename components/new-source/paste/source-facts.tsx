'use client';

import { Group, Text } from '@mantine/core';
import { IconLock, IconWorld } from '@tabler/icons-react';
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
}

/** What all requests of a source have in common. */
export function SourceFacts({ proposal: { title, settings }, secrets }: SourceFactsProps) {
  const { base_url: baseUrl, auth } = settings;
  const kind = auth?.value['type'];
  const type = typeof kind === 'string' ? kind : '';
  return (
    <div>
      {title === undefined ? null : <Text fw={650}>{title}</Text>}
      <Group gap={8} wrap="nowrap" mt={4}>
        <IconWorld size={16} stroke={1.6} aria-hidden className={classes.icon ?? ''} />
        <Text size="sm" className={classes.url ?? ''}>
          {baseUrl.value}
        </Text>
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
