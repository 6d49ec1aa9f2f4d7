import { Group, Loader, Text } from '@mantine/core';

import { durationText } from '../format/quantities.ts';
import type { PreviewState } from './preview-state.ts';

const statusWords = {
  succeeded: 'Works',
  partial: 'Works in part',
  failed: 'Failed',
  cancelled: 'Cancelled',
} as const;

/** How a test stands, in a line. */
export function TestStanding({ state }: { readonly state: PreviewState }) {
  const progress = [...state.progress].map(
    ([name, { pages, rows }]) =>
      `${name}: ${rows} ${rows === 1 ? 'record' : 'records'}, ${pages} ${pages === 1 ? 'page' : 'pages'}`,
  );
  if (state.isRunning) {
    // Why it takes long, if it does.
    const wait = state.log.findLast(({ kind }) => kind === 'retry');
    return (
      <Group gap="xs">
        <Loader size="xs" aria-hidden />
        <Text size="sm" lineClamp={2}>
          {progress.length === 0 ? 'Starting …' : progress.join(' · ')}
          {wait === undefined ? null : <b> · {wait.text}</b>}
        </Text>
      </Group>
    );
  }
  if (state.failure !== undefined) {
    return (
      <Text size="sm" c="dimmed">
        {isCancelled(state.failure) ? <b>Cancelled</b> : <b>Failed</b>}
        {progress.length === 0 ? '' : ` · ${progress.join(' · ')}`}
      </Text>
    );
  }
  if (state.finished === undefined) {
    return (
      <Text size="sm" c="dimmed">
        Reads the first pages as the editor has them. Nothing is written.
      </Text>
    );
  }
  return (
    <Text size="sm" lineClamp={2} title={progress.join('\n')}>
      <b>{statusWords[state.finished.status]}</b> · {durationText(state.finished.durationMs)}
      {state.finished.source === 'recording' && !asksApi(state) ? ', no request was sent' : ', nothing was written'}
      {progress.length === 0 ? '' : ` · ${progress.join(' · ')}`}
    </Text>
  );
}

/** A part of a recording may have come from the API all the same. */
function asksApi({ exchanges }: PreviewState): boolean {
  return exchanges.some(({ replayOf }) => replayOf === undefined);
}

/** Whether the person ended it. */
export function isCancelled(failure: unknown): boolean {
  return (failure as { readonly code?: unknown }).code === 'run-cancelled';
}
