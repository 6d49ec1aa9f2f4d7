'use client';

import { Badge, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useMemo, useState } from 'react';

import type { PreviewExchange } from '#lib/index.ts';
import { bytesText, durationText } from '../format/quantities.ts';
import { ExchangeStory } from '../values/exchange-story.tsx';
import { HeaderList } from '../values/header-list.tsx';
import { JsonTree } from '../values/json-tree.tsx';
import { CopyRequest, type SentBy } from './copy-request.tsx';
import { cutRecords } from './cut-records.ts';
import { timePartsOf, type TimePart } from './exchange-times.ts';
import classes from './test-panel.module.css';

interface ExchangeDetailProps {
  readonly exchange: PreviewExchange;
  readonly sentBy: SentBy;
}

/** One request and its response: why it was sent, how long it took, headers, bodies, records; secrets are masked. */
export function ExchangeDetail({ exchange, sentBy }: ExchangeDetailProps) {
  const { number, method, url, error, redirectedTo, requestHeaders, requestBody, responseHeaders } = exchange;
  const [side, setSide] = useState('response');
  const hasRecords = exchange.recordsPath !== undefined;
  const shown = side === 'records' && !hasRecords ? 'response' : side;
  return (
    <section aria-label={`Request ${number}`} className={classes.detail ?? ''}>
      <Stack gap={8} p={4}>
        <Group gap={8} wrap="nowrap" align="flex-start" justify="space-between">
          <span className={classes.url ?? ''}>
            <b>{method}</b> {url}
          </span>
          <div style={{ flexShrink: 0 }}>
            <CopyRequest exchange={exchange} sentBy={sentBy} />
          </div>
        </Group>
        {error === undefined ? null : (
          <Text size="sm" role="alert">
            {error}
          </Text>
        )}
        {redirectedTo === undefined ? null : (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            <Quiet>Redirected to:</Quiet> {redirectedTo}
          </Text>
        )}
        <ExchangeStory exchange={exchange} />
        <Text size="sm">
          <Quiet>Took:</Quiet> {timeWords(exchange)}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label="What is shown of the request"
          value={shown}
          onChange={setSide}
          data={[
            { value: 'response', label: 'Response' },
            ...(hasRecords ? [{ value: 'records', label: `Records (${exchange.records ?? 0})` }] : []),
            { value: 'request', label: 'Request' },
          ]}
        />
        {shown === 'response' ? (
          <>
            <Part title="Response body">
              <ResponseBody key={number} exchange={exchange} />
            </Part>
            <Part title="Response headers">
              <HeaderList headers={responseHeaders} />
            </Part>
          </>
        ) : null}
        {shown === 'records' ? <Records key={number} exchange={exchange} /> : null}
        {shown === 'request' ? (
          <>
            <Part title="Request headers">
              <HeaderList headers={requestHeaders} />
            </Part>
            <Part title="Request body">
              {requestBody === undefined ? <Quiet>None was sent.</Quiet> : <JsonTree key={number} text={requestBody} />}
            </Part>
          </>
        ) : null}
      </Stack>
    </section>
  );
}

function ResponseBody({ exchange: { responseBody, isBodyCut } }: { readonly exchange: PreviewExchange }) {
  if (responseBody === undefined) return <Quiet>None arrived.</Quiet>;
  return (
    <>
      <JsonTree text={responseBody} />
      {isBodyCut ? <Quiet>The body is longer; this is its beginning.</Quiet> : null}
    </>
  );
}

function Records({
  exchange: { responseBody = '', recordsPath = '$', isBodyCut },
}: {
  readonly exchange: PreviewExchange;
}) {
  const records = useMemo(() => cutRecords(responseBody, recordsPath), [responseBody, recordsPath]);
  return (
    <Part title="Records">
      <Text size="sm">
        Taken from{' '}
        <Badge size="sm" variant="outline" color="gray" tt="none" ff="monospace" style={{ color: 'inherit' }}>
          {recordsPath === '$' ? 'the whole response' : recordsPath}
        </Badge>
      </Text>
      {records === undefined ? (
        <Quiet>
          {isBodyCut
            ? 'The response is too long to be cut into records here.'
            : 'The response is no JSON: see the rows.'}
        </Quiet>
      ) : (
        <JsonTree value={records} />
      )}
    </Part>
  );
}

const partWords: Readonly<Record<TimePart['kind'], string>> = {
  turn: 'for its turn or a token',
  failed: 'for an attempt that failed',
  pause: 'of pause',
  answered: 'for the answer',
};

function timeWords(exchange: PreviewExchange): string {
  const { durationMs, responseBytes, status } = exchange;
  const parts = timePartsOf(exchange);
  const list = parts.map(({ kind, lengthMs }) => `${durationText(lengthMs)} ${partWords[kind]}`);
  const answer = status === 0 ? '' : ` · status ${status} · ${bytesText(responseBytes)}`;
  return `${durationText(durationMs)}${parts.length > 1 ? ` (${list.join(', ')})` : ''}${answer}`;
}

function Quiet({ children }: { readonly children: React.ReactNode }) {
  return (
    <Text span size="sm" c="dimmed">
      {children}
    </Text>
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
