'use client';

import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconRadar2, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import type { DetectedOffer } from '#lib/index.ts';

import { ErrorNotice } from '../../feedback/error-notice.tsx';
import { chipKeys } from './chip-words.ts';
import type { Operation } from './chosen-operations.ts';
import { failureOf } from './offer-state.ts';
import classes from './paste.module.css';
import { SettingChip } from './setting-chip.tsx';
import type { Offer } from './use-offer.ts';

interface ResourceCardProps {
  readonly offer: Offer;
  readonly resource: Operation;
}

/** One request with what is proposed of it, and what went wrong with it. */
export function ResourceCard({ offer, resource }: ResourceCardProps) {
  const { settings, id, title } = resource;
  const failure = failureOf(offer.state, settings.name.value);
  const isUnsent = offer.state.made?.offer.unsent.includes(id) === true;
  const { missing = [], lacksHost = false } = offer.state.made?.offer ?? {};
  const isMissing = missing.length > 0 || lacksHost;
  const method = settings.method?.value ?? 'GET';
  return (
    <Paper
      withBorder
      p="md"
      className={classes.resource ?? ''}
      component="section"
      aria-label={`${method} ${settings.endpoint.value}`}
    >
      <Stack gap="sm">
        <Group gap={8} wrap="nowrap" align="flex-start">
          <Badge variant="outline" color="gray" radius="sm" className={classes.method ?? ''}>
            {method}
          </Badge>
          <div>
            <Text className={classes.url ?? ''} fw={600}>
              {settings.endpoint.value}
            </Text>
            {title === undefined ? null : (
              <Text size="sm" c="dimmed">
                {title}
              </Text>
            )}
          </div>
        </Group>
        {failure === undefined ? null : (
          <ErrorNotice error={failure} title="The request did not give rows">
            <Button
              size="xs"
              variant="default"
              mt="sm"
              onClick={() => offer.change({ recording: undefined }, isUnsent ? 'all' : 'gets')}
            >
              Try again
            </Button>
          </ErrorNotice>
        )}
        <Group gap={8}>
          {chipKeys.map((key) => (
            <SettingChip
              key={key}
              setting={key}
              resource={settings.name.value}
              chip={settings[key]}
              onChange={(change) => offer.changeSetting(id, key, change)}
            />
          ))}
        </Group>
        {isUnsent ? (
          <Group gap="sm">
            <Text size="sm" flex={1} miw={200}>
              A {method} may change something at the API, so it waits for you.
            </Text>
            <Button
              size="xs"
              disabled={isMissing}
              leftSection={<IconSend size={14} aria-hidden />}
              onClick={() => offer.change({}, 'all')}
            >
              Send it
            </Button>
          </Group>
        ) : (
          <DetectPaging offer={offer} resource={resource} isDisabled={isMissing || method !== 'GET'} />
        )}
      </Stack>
    </Paper>
  );
}

function DetectPaging({ offer, resource, isDisabled }: ResourceCardProps & { readonly isDisabled: boolean }) {
  const [isBusy, setBusy] = useState(false);
  const [found, setFound] = useState<DetectedOffer>();
  const [failure, setFailure] = useState<unknown>();
  const detect = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      const detected = await offer.detect(resource.id);
      setFound(detected);
      if (detected.paging !== undefined) offer.changeSetting(resource.id, 'pagination', detected.paging);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const error = failure ?? found?.error;
  return (
    <>
      <Group gap="sm">
        <Button
          size="compact-sm"
          variant="default"
          loading={isBusy}
          disabled={isDisabled}
          leftSection={<IconRadar2 size={14} aria-hidden />}
          onClick={() => void detect()}
        >
          Detect paging
        </Button>
        <Text size="xs" c="dimmed" component="output">
          {isBusy
            ? 'Trying out the next page …'
            : found?.paging === undefined
              ? 'Tries it out with a few requests, one after another, 17 at most.'
              : `${found.paging.requests} requests sent. See Pages for what they say.`}
        </Text>
      </Group>
      {error === undefined ? null : <ErrorNotice error={error} title="The paging was not found out" />}
    </>
  );
}
