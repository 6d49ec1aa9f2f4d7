import { Anchor, Box, Text } from '@mantine/core';
import Link from 'next/link';

import type { SourceCard } from '#lib/index.ts';
import { StatusBadge } from '../feedback/status-badge.tsx';
import { countWords } from '../format/count-words.ts';
import { TimeSince } from './time-since.tsx';

/** The run that works now, else how the newest sync ended; both lead to the run. */
export function SourceLastRun({ source: { name, activeRun, lastRun } }: { readonly source: SourceCard }) {
  const run = activeRun ?? lastRun;
  if (run === undefined) {
    return (
      <Text size="sm" c="dimmed">
        Never synced
      </Text>
    );
  }
  const finishedAt = activeRun === undefined ? lastRun?.finishedAt : undefined;
  return (
    <Box>
      <Anchor
        component={Link}
        href={`/runs/${encodeURIComponent(run.id)}`}
        underline="never"
        aria-label={`${activeRun === undefined ? 'Last' : 'Current'} run of ${name}: ${run.status}`}
      >
        <StatusBadge status={run.status} />
      </Anchor>
      {finishedAt === undefined || lastRun === undefined ? null : (
        <Text size="sm" c="dimmed" mt={2}>
          <TimeSince at={finishedAt} /> · {countWords(lastRun.rows, 'row')} loaded
        </Text>
      )}
    </Box>
  );
}
