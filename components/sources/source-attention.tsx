import { Anchor, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

import type { SourceCard } from '#lib/index.ts';
import { HeldLoadActions } from '../loads/held-load-actions.tsx';
import classes from './source-list.module.css';
import { lineHref } from './source-href.ts';

/** What a person has to do about a source, a line each; nothing where all is well. */
export function SourceAttention({ source }: { readonly source: SourceCard }) {
  const { issues, missingSecrets, pending, lastRun } = source;
  const held = pending.filter(({ state }) => state === 'held');
  const sealed = pending.length - held.length;
  const ended = source.activeRun === undefined && issues.length === 0 ? lastRun?.error : undefined;
  // What waits for a decision is told once, where it is made.
  const error = held.some(({ reason }) => ended?.message === `${reason}.`) ? undefined : ended;
  if (issues.length + missingSecrets.length + pending.length === 0 && error === undefined) return null;
  return (
    <Stack gap={4} mt={6} component="ul" className={classes.attention ?? ''} aria-label="Needs attention">
      {issues.slice(0, 3).map(({ line, message, hint }, position) => (
        <Line key={position} links={[{ href: lineHref(line), label: `Line ${line}` }]}>
          {message}. {hint}
        </Line>
      ))}
      {issues.length > 3 ? <Line>and {issues.length - 3} more in the file.</Line> : null}
      {missingSecrets.length === 0 ? null : (
        <Line links={[{ href: '/secrets', label: 'Set it' }]}>
          {missingSecrets.length === 1 ? 'A secret has no value' : 'Secrets have no value'}: {missingSecrets.join(', ')}
          .
        </Line>
      )}
      {held.map(({ load_id: loadId, kind, reason }) => (
        <Line
          key={loadId}
          actions={<HeldLoadActions source={source.name} load={loadId} losesRows={kind === 'rows-lost'} />}
        >
          Fetched rows are held and not loaded{reason === undefined ? '.' : `: ${reason}`}
        </Line>
      ))}
      {sealed === 0 ? null : <Line>Fetched rows wait to be loaded. The next sync loads them first.</Line>}
      {error === undefined || lastRun === undefined || missingSecrets.length > 0 ? null : (
        <Line
          links={[
            ...(error.code === 'secret-missing' ? [{ href: '/secrets', label: 'Set it' }] : []),
            { href: `/runs/${encodeURIComponent(lastRun.id)}`, label: 'Show the run' },
          ]}
        >
          {error.code === 'secret-missing' ? 'In the last run: ' : ''}
          {error.message}
        </Line>
      )}
    </Stack>
  );
}

function Line({
  links = [],
  actions,
  children,
}: {
  readonly links?: readonly { readonly href: string; readonly label: string }[];
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <li className={classes.warning ?? ''}>
      <IconAlertTriangle size={15} aria-hidden className={classes.warningIcon ?? ''} />
      <div className={classes.warningText ?? ''}>
        <Text size="sm" lineClamp={3}>
          {children}
        </Text>
        {links.map(({ href, label }) => (
          <Anchor key={href} component={Link} href={href} size="sm" underline="always" me="sm">
            {label}
          </Anchor>
        ))}
        {actions}
      </div>
    </li>
  );
}
