import { Badge, Loader } from '@mantine/core';

import type { RunStatus } from '#lib/index.ts';
import { badgeTextColor } from './badge-text-color.ts';

const looks: Readonly<Record<RunStatus, { readonly label: string; readonly color: string }>> = {
  queued: { label: 'Queued', color: 'gray' },
  running: { label: 'Running', color: 'blue' },
  succeeded: { label: 'Succeeded', color: 'green' },
  partial: { label: 'Partly loaded', color: 'orange' },
  failed: { label: 'Failed', color: 'red' },
  held: { label: 'Held', color: 'orange' },
  planned: { label: 'Dry run', color: 'gray' },
  cancelled: { label: 'Cancelled', color: 'gray' },
  interrupted: { label: 'Interrupted', color: 'red' },
};

/** How a run stands, in a word and a colour. */
export function StatusBadge({ status }: { readonly status: RunStatus }) {
  const { label, color } = looks[status];
  return (
    <Badge
      variant="light"
      color={color}
      tt="none"
      leftSection={status === 'running' ? <Loader size={10} color={color} aria-hidden /> : null}
      style={{ color: badgeTextColor(color) }}
    >
      {label}
    </Badge>
  );
}
