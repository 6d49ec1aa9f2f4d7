'use client';

import { Anchor, Box, Button, Code, Spoiler, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';

import type { ExchangeAnswer, RowDetail } from '#lib/index.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { fetchJson } from '../server-data/fetch-json.ts';
import { ExchangeStory } from '../values/exchange-story.tsx';
import { HeaderList } from '../values/header-list.tsx';
import { JsonTree } from '../values/json-tree.tsx';

/** The load that brought a row, and the request that it came in. */
export function RowOrigin({ detail: { load, origin } }: { readonly detail: RowDetail }) {
  const [isOpen, setOpen] = useState(false);
  if (load === undefined && origin === undefined) return null;
  return (
    <Box>
      <Title order={3} size="h6" mb={4}>
        Where it came from
      </Title>
      {load === undefined ? null : (
        <Text size="sm">
          Load{' '}
          <Anchor component={Link} href={`/runs?load=${encodeURIComponent(load.loadId)}`} size="sm">
            {load.loadId}
          </Anchor>
          {load.insertedAt === undefined ? '' : `, ${load.insertedAt}`}
        </Text>
      )}
      {origin === undefined ? null : (
        <>
          <Text size="sm" c="dimmed">
            Record {origin.position + 1} of request {origin.exchange}
          </Text>
          <Button size="xs" variant="light" mt="xs" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            Request it came from
          </Button>
          {isOpen ? <Exchange loadId={origin.loadId} exchange={origin.exchange} /> : null}
        </>
      )}
    </Box>
  );
}

function Exchange({ loadId, exchange }: { readonly loadId: string; readonly exchange: number }) {
  const { data, error } = useQuery({
    queryKey: ['exchange', loadId, exchange],
    queryFn: ({ signal }) =>
      fetchJson<ExchangeAnswer>(`/api/exchanges/${encodeURIComponent(loadId)}/${exchange}`, { signal }),
  });
  if (error !== null) return <ErrorNotice error={error} title="The request could not be read" />;
  if (data === undefined) return <Text size="sm">Loading…</Text>;
  if (data.kind === 'pruned') return <Text size="sm">{data.reason}</Text>;
  const { method, url, status, durationMs, startedAt, requestHeaders, responseHeaders, responseBody } = data.exchange;
  return (
    <Stack gap="xs" mt="xs">
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {method} {url}
      </Code>
      <Text size="sm">
        Status {status} in {Math.round(durationMs)} ms, {startedAt}
      </Text>
      <ExchangeStory exchange={data.exchange} />
      <Headers title="Request headers" headers={requestHeaders} />
      <Headers title="Response headers" headers={responseHeaders} />
      <Title order={4} size="xs">
        Response body
      </Title>
      {responseBody === undefined ? <Text size="sm">No body was kept.</Text> : <JsonTree text={responseBody} />}
      {data.isBodyCut ? (
        <Text size="sm" c="dimmed">
          Only the first 4 MiB were kept.
        </Text>
      ) : null}
    </Stack>
  );
}

function Headers({ title, headers }: { readonly title: string; readonly headers: Readonly<Record<string, string>> }) {
  return (
    <Box>
      <Title order={4} size="xs">
        {title}
      </Title>
      <Spoiler maxHeight={80} showLabel="Show all" hideLabel="Show less">
        <HeaderList headers={headers} />
      </Spoiler>
    </Box>
  );
}
