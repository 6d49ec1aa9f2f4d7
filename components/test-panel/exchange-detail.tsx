'use client';

import { Stack, Text, Title } from '@mantine/core';

import type { PreviewExchange } from '#lib/index.ts';
import { JsonTree } from '../values/json-tree.tsx';
import classes from './test-panel.module.css';

/** One request and its response: headers and bodies, secrets masked by the engine. */
export function ExchangeDetail({ exchange }: { readonly exchange: PreviewExchange }) {
  const { number, method, url, error, requestHeaders, requestBody, responseHeaders, responseBody } = exchange;
  return (
    // A region that scrolls has to be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={classes.scroll ?? ''} tabIndex={0} aria-label={`Request ${number}`}>
      <Stack gap={8} p={4}>
        <span className={classes.url ?? ''}>
          {method} {url}
        </span>
        {error === undefined ? null : (
          <Text size="sm" role="alert">
            {error}
          </Text>
        )}
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
          <Headers headers={requestHeaders} />
        </Part>
        <Part title="Response headers">
          <Headers headers={responseHeaders} />
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

function Headers({ headers }: { readonly headers: Readonly<Record<string, string>> }) {
  const entries = Object.entries(headers);
  if (entries.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        None.
      </Text>
    );
  }
  return entries.map(([name, value]) => (
    <div key={name} className={classes.url ?? ''}>
      {name}: {value}
    </div>
  ));
}
