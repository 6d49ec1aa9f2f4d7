'use client';

import { Badge, Group, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';

import type { PreviewExchange } from '#lib/index.ts';
import { ExchangeDetail } from './exchange-detail.tsx';
import classes from './test-panel.module.css';

/** Every request of a test; the chosen one with all that was sent and answered. */
export function PreviewRequests({ exchanges }: { readonly exchanges: readonly PreviewExchange[] }) {
  const [chosen, setChosen] = useState<number>();
  const failed = exchanges.find(isFailed);
  const shown = exchanges.find(({ number }) => number === chosen) ?? failed ?? exchanges[0];
  if (shown === undefined) {
    return (
      <Text size="sm" c="dimmed">
        No request was sent yet.
      </Text>
    );
  }
  return (
    <div className={classes.requests ?? ''}>
      <section aria-label="Requests of the test">
        {exchanges.map((exchange) => (
          <UnstyledButton
            key={exchange.number}
            className={classes.exchange ?? ''}
            aria-pressed={exchange.number === shown.number}
            onClick={() => setChosen(exchange.number)}
          >
            <Group gap={6}>
              <Text span size="xs" c="dimmed">
                #{exchange.number}
              </Text>
              <Badge
                size="sm"
                variant="outline"
                color={isFailed(exchange) ? 'red' : 'gray'}
                tt="none"
                style={{ color: 'inherit' }}
              >
                {exchange.status === 0 ? 'no answer' : exchange.status}
              </Badge>
              <Text span size="xs" fw={600}>
                {exchange.resource ?? 'shared'}
              </Text>
            </Group>
            <span className={classes.url ?? ''}>
              {exchange.method} {exchange.url}
            </span>
            <Text size="xs" c="dimmed">
              {exchange.durationMs} ms · {exchange.responseBytes} bytes
              {exchange.attempts > 1 ? ` · ${exchange.attempts} attempts` : ''}
              {exchange.reason === undefined ? '' : ` · ${exchange.reason}`}
            </Text>
          </UnstyledButton>
        ))}
      </section>
      <ExchangeDetail exchange={shown} />
    </div>
  );
}

export function isFailed({ status, error }: PreviewExchange): boolean {
  return status === 0 || status >= 400 || error !== undefined;
}
