import { Group, Loader, Text } from '@mantine/core';

import { durationText } from '../format/quantities.ts';
import type { PreviewState } from './preview-state.ts';

const statusWords = {
  succeeded: 'Works',
  partial: 'Works in part',
  failed: 'Failed',
  cancelled: 'Cancelled',
} as const;

/** Tables that are told with their counts, so that the line stays short; the others are in the tabs. */
const mostTables = 3;

/** How a test stands, in a line. */
export function TestStanding({ state }: { readonly state: PreviewState }) {
  const progress = [...state.progress].map(
    ([name, { pages, rows }]) =>
      `${name}: ${rows} ${rows === 1 ? 'record' : 'records'}, ${pages} ${pages === 1 ? 'page' : 'pages'}`,
  );
  const more = progress.length - mostTables;
  const tables = [...progress.slice(0, mostTables), ...(more > 0 ? [`and ${more} more`] : [])].join(' · ');
  if (state.isRunning) {
    // Why it takes long, if it does.
    const wait = state.log.findLast(({ kind }) => kind === 'retry');
    return (
      <Group gap="xs">
        <Loader size="xs" aria-hidden />
        <Text size="sm">
          {progress.length === 0 ? 'Starting …' : tables}
          {wait === undefined ? null : <b> · {wait.text}</b>}
        </Text>
      </Group>
    );
  }
  if (state.failure !== undefined) {
    return (
      <Text size="sm" c="dimmed">
        {isCancelled(state.failure) ? <b>Cancelled</b> : <b>Failed</b>}
        {progress.length === 0 ? '' : ` · ${tables}`}
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
    <Text size="sm" title={progress.join('\n')}>
      <b>{statusWords[state.finished.status]}</b> · {durationText(state.finished.durationMs)}
      {state.finished.source === 'recording' && !asksApi(state) ? ', no request was sent' : ', nothing was written'}
      {progress.length === 0 ? '' : ` · ${tables}`}
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
