'use client';

import { ActionIcon, Alert, Button, CopyButton, Group, Modal, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconExternalLink } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';

import { ErrorNotice } from '../feedback/error-notice.tsx';
import { Waiting } from '../feedback/waiting.tsx';
import type { ShownLogin } from './use-accesses.ts';

interface ConnectDialogProps {
  readonly source: string;
  /** Undefined while it begins. */
  readonly login: ShownLogin | undefined;
  /** Why it could not even begin. */
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly onClose: () => void;
}

/** Leads a person to the provider that gives the access, and tells when it is there. */
export function ConnectDialog({ source, login, error, onRetry, onClose }: ConnectDialogProps) {
  const failure = login?.status === 'failed' ? login.error : error;
  return (
    <Modal opened onClose={onClose} title={`Connect ${source}`} size="lg">
      <Stack>
        {failure !== null && failure !== undefined ? (
          <ErrorNotice error={failure} title={`${source} is not connected`}>
            <Group mt="sm" gap="xs">
              <Button size="compact-sm" variant="default" onClick={onRetry}>
                Begin again
              </Button>
            </Group>
          </ErrorNotice>
        ) : login === undefined ? (
          <Waiting height={120} label="The sign-in begins" />
        ) : login.status === 'waiting' ? (
          <WaitingForPerson login={login} />
        ) : login.status === 'signed-in' ? (
          <Alert color="green" variant="light" title="Connected" icon={<IconCheck size={18} aria-hidden />}>
            {login.access.map(({ provider, isRenewable }) => (
              <Text key={provider} size="sm">
                {source} may use {provider} now.{' '}
                {isRenewable
                  ? 'The access is renewed by itself.'
                  : 'The provider gave nothing to renew it with: when it ends, connect again. Many give a refresh token for the scope offline_access, or for authorization_data { access_type: offline }.'}
              </Text>
            ))}
          </Alert>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {login?.status === 'waiting' ? 'Cancel' : 'Close'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function WaitingForPerson({ login }: { readonly login: Extract<ShownLogin, { readonly status: 'waiting' }> }) {
  const { url, provider, redirectUri } = login;
  const link = useRef<HTMLAnchorElement>(null);
  // The dialog stood before its content was there, so its own focus is elsewhere.
  useEffect(() => link.current?.focus(), []);
  return (
    <>
      <Text size="sm">
        The page of {provider} opens in a new tab and asks you to allow the access. Come back here afterwards: this page
        notices by itself. It waits for five minutes.
      </Text>
      <TextInput
        label="Redirect address"
        description="If the provider wants to know where it sends you back to, register exactly this with it first."
        value={redirectUri}
        readOnly
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        rightSection={
          <CopyButton value={redirectUri}>
            {({ copied, copy }) => (
              <Tooltip label={copied ? 'Copied' : 'Copy'} withArrow>
                <ActionIcon variant="subtle" color="gray" aria-label="Copy the redirect address" onClick={copy}>
                  {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
                </ActionIcon>
              </Tooltip>
            )}
          </CopyButton>
        }
      />
      <Button
        component="a"
        ref={link}
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        rightSection={<IconExternalLink size={16} aria-hidden />}
      >
        Allow access at {provider}
      </Button>
    </>
  );
}
