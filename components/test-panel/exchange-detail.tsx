'use client';

import { Stack, Text, Title } from '@mantine/core';

import type { PreviewExchange } from '#lib/index.ts';
import { ExchangeStory } from '../values/exchange-story.tsx';
import { HeaderList } from '../values/header-list.tsx';
import { JsonTree } from '../values/json-tree.tsx';
import classes from './test-panel.module.css';

/** One request and its response: headers and bodies, secrets masked by the engine. */
export function ExchangeDetail({ exchange }: { readonly exchange: PreviewExchange }) {
  const { number, method, url, error, requestHeaders, requestBody, responseHeaders, responseBody } = exchange;
  return (
    <section aria-label={`Request ${number}`}>
      <Stack gap={8} p={4}>
        <span className={classes.url ?? ''}>
          {method} {url}
        </span>
        {error === undefined ? null : (
          <Text size="sm" role="alert">
            {error}
          </Text>
        )}
        <ExchangeStory exchange={exchange} />
        <Part title="Response body">
          {responseBody === undefined ? (
            <Text size="sm" c="dimmed">
              None arrived.
            </Text>
          ) : (
            <JsonTree key={number} text={responseBody} />
          )}
          {exchange.isBodyCut ? (
            <Text size="xs" c="dimmed">
              The body is longer; this is its beginning.
            </Text>
          ) : null}
        </Part>
        {requestBody === undefined ? null : (
          <Part title="Request body">
            <JsonTree key={number} text={requestBody} />
          </Part>
        )}
        <Part title="Request headers">
          <HeaderList headers={requestHeaders} />
        </Part>
        <Part title="Response headers">
          <HeaderList headers={responseHeaders} />
        </Part>
      </Stack>
    </section>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section>
      <Title order={3} size="xs" mb={2}>
        {title}
      </Title>
      {children}
    </section>
  );
}
