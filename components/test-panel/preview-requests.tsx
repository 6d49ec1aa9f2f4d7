'use client';

import { Text } from '@mantine/core';
import { useMemo, useState } from 'react';

import type { PreviewExchange } from '#lib/index.ts';
import type { SentBy } from './copy-request.tsx';
import { ExchangeDetail } from './exchange-detail.tsx';
import classes from './test-panel.module.css';
import { layOutWaterfall } from './waterfall-rows.ts';
import { isFailed, Waterfall } from './waterfall.tsx';

interface PreviewRequestsProps {
  readonly exchanges: readonly PreviewExchange[];
  /** Why nothing more of each resource was asked for, by its name. */
  readonly ends: Readonly<Record<string, string>>;
  readonly sentBy: SentBy;
}

/** Every request of a test; the chosen one with all that was sent and answered. */
export function PreviewRequests({ exchanges, ends, sentBy }: PreviewRequestsProps) {
  const [chosen, setChosen] = useState<number>();
  const rows = useMemo(() => layOutWaterfall(exchanges, ends), [exchanges, ends]);
  const shown = exchanges.find(({ number }) => number === chosen) ?? exchanges.find(isFailed) ?? exchanges[0];
  if (shown === undefined) {
    return (
      <Text size="sm" c="dimmed">
        No request was sent yet.
      </Text>
    );
  }
  return (
    <div className={classes.requests ?? ''}>
      <Waterfall rows={rows} exchanges={exchanges} chosen={shown.number} onChoose={setChosen} />
      <ExchangeDetail exchange={shown} sentBy={sentBy} />
    </div>
  );
}
