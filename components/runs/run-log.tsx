'use client';

import { Box, Group, SegmentedControl, Text, Title } from '@mantine/core';
import { useState } from 'react';

import type { StoredRunEvent } from '#lib/index.ts';
import { describeEvent, type LineKind } from './describe-event.ts';
import classes from './run-log.module.css';

const views: Readonly<Record<string, readonly LineKind[]>> = {
  Steps: ['step', 'warning', 'error', 'output'],
  Problems: ['warning', 'error'],
  Everything: ['step', 'request', 'warning', 'error', 'output'],
};
const marks: Readonly<Record<LineKind, string>> = {
  step: '',
  request: '',
  warning: 'Warning',
  error: 'Error',
  output: '',
};

/** What a run told, line by line. */
export function RunLog({ events, dropped }: { readonly events: readonly StoredRunEvent[]; readonly dropped: number }) {
  const [view, setView] = useState('Steps');
  const lines = events
    .map((event) => ({ event, line: describeEvent(event) }))
    .filter(({ line }) => views[view]?.includes(line.kind));
  return (
    <section aria-label="Log">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          Log
        </Title>
        <SegmentedControl
          size="xs"
          data={Object.keys(views)}
          value={view}
          onChange={setView}
          aria-label="Lines to show"
        />
      </Group>
      <Box className={classes.log ?? ''} tabIndex={0} role="log" aria-live="off" aria-label="Lines of the log">
        {dropped === 0 ? null : (
          <Text size="xs" c="dimmed" p="xs">
            {dropped} earlier lines are in the events.ndjson of this run.
          </Text>
        )}
        {lines.length === 0 ? (
          <Text size="sm" c="dimmed" p="sm">
            {view === 'Problems' ? 'No problems so far.' : 'Nothing yet.'}
          </Text>
        ) : null}
        {lines.map(({ event, line }) => (
          <div key={event.seq} className={classes.line ?? ''} data-kind={line.kind}>
            <time dateTime={event.at}>{new Date(event.at).toLocaleTimeString('en-GB')}</time>
            <span>
              {marks[line.kind] === '' ? null : <strong>{marks[line.kind]}: </strong>}
              {line.text}
              {line.hint === undefined ? null : <em> → {line.hint}</em>}
            </span>
          </div>
        ))}
      </Box>
    </section>
  );
}
