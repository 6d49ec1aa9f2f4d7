import { Anchor, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

import type { SourceCard } from '#lib/index.ts';
import classes from './source-list.module.css';
import { lineHref } from './source-href.ts';

/** What a person has to do about a source, a line each; nothing where all is well. */
export function SourceAttention({ source }: { readonly source: SourceCard }) {
  const { issues, missingSecrets, pending, lastRun } = source;
  const held = pending.filter(({ state }) => state === 'held');
  const sealed = pending.length - held.length;
  const error = source.activeRun === undefined && issues.length === 0 ? lastRun?.error : undefined;
  if (issues.length + missingSecrets.length + pending.length === 0 && error === undefined) return null;
  return (
    <Stack gap={4} mt={6} component="ul" className={classes.attention ?? ''} aria-label="Needs attention">
      {issues.slice(0, 3).map(({ line, message, hint }, position) => (
        <Line key={position} link={{ href: lineHref(line), label: `Line ${line}` }}>
          {message}. {hint}
        </Line>
      ))}
      {issues.length > 3 ? <Line>and {issues.length - 3} more in the file.</Line> : null}
      {missingSecrets.length === 0 ? null : (
        <Line link={{ href: '/secrets', label: 'Set it' }}>
          {missingSecrets.length === 1 ? 'A secret has no value' : 'Secrets have no value'}: {missingSecrets.join(', ')}
          .
        </Line>
      )}
      {held.map(({ load_id: loadId, reason }) => (
        <Line key={loadId}>Fetched rows are held and not loaded{reason === undefined ? '.' : `: ${reason}`}</Line>
      ))}
      {sealed === 0 ? null : <Line>Fetched rows wait to be loaded. The next sync loads them first.</Line>}
      {error === undefined || lastRun === undefined || missingSecrets.length > 0 ? null : (
        <Line link={{ href: `/runs/${encodeURIComponent(lastRun.id)}`, label: 'Show the run' }}>
          {error.message}
          {error.code === 'secret-missing' ? (
            <>
              {' '}
              <Anchor component={Link} href="/secrets" size="sm" underline="always">
                Set it
              </Anchor>
            </>
          ) : null}
        </Line>
      )}
    </Stack>
  );
}

function Line({
  link,
  children,
}: {
  readonly link?: { readonly href: string; readonly label: string };
  readonly children: ReactNode;
}) {
  return (
    <li className={classes.warning ?? ''}>
      <IconAlertTriangle size={15} aria-hidden className={classes.warningIcon ?? ''} />
      <Text size="sm" component="span" className={classes.warningText ?? ''} lineClamp={3}>
        {children}{' '}
        {link === undefined ? null : (
          <Anchor component={Link} href={link.href} size="sm" underline="always">
            {link.label}
          </Anchor>
        )}
      </Text>
    </li>
  );
}
