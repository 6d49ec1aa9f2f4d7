import { Text } from '@mantine/core';

import type { ExchangeSummary, PreviewExchange } from '#lib/index.ts';

/** Why a request was sent, what was pretended of it, what failed before it counted, and what its response led to. */
export function ExchangeStory({ exchange }: { readonly exchange: ExchangeSummary | PreviewExchange }) {
  const { reason, retries = [], pretended = [], decision } = exchange;
  const lines: readonly (readonly [string, string])[] = [
    ...(reason === undefined ? [] : [['Sent for', reason] as const]),
    ...pretended.map(({ cause, attempt }) => ['Pretended', `${cause}, at attempt ${attempt}`] as const),
    ...retries.map(({ cause, waitMs }) => ['Tried again', `${cause}; waited ${Math.round(waitMs)} ms`] as const),
    ...(decision === undefined ? [] : [['Then', decision] as const]),
  ];
  return lines.map(([title, text], index) => (
    <Text key={index} size="sm" style={{ overflowWrap: 'anywhere' }}>
      <Text span size="sm" c="dimmed">
        {title}:
      </Text>{' '}
      {text}
    </Text>
  ));
}
