'use client';

import { Anchor, Badge, Box, Button, Group, Switch, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import Link from 'next/link';
import { useId } from 'react';

import { setSourceEnabledAction } from '../../app/_actions/sources-actions.ts';
import type { SourceCard } from '#lib/index.ts';
import { notifyError } from '../feedback/notify.ts';
import { runAction } from '../server-data/run-action.ts';
import { SourceAttention } from './source-attention.tsx';
import { sourceHref } from './source-href.ts';
import { SourceLastRun } from './source-last-run.tsx';
import classes from './source-list.module.css';
import { SourceMenu, type SourceDialogKind } from './source-menu.tsx';
import { countWords } from '../format/count-words.ts';
import { useSourceChange } from './use-source-change.ts';
import { useStartSync } from './use-start-sync.tsx';

const kinds = { rest_api: 'REST API', dlt_native: 'Custom module' } as const;

interface SourceRowProps {
  readonly source: SourceCard;
  readonly openDialog: (kind: SourceDialogKind) => void;
}

/** One source: what it is, how its last sync went, how much there is of it, and what can be done. */
export function SourceRow({ source, openDialog }: SourceRowProps) {
  const { name, type, description, issues, activeRun, dataset, rowsInWarehouse, tables } = source;
  const headingId = useId();
  const sync = useStartSync();
  const enable = useSourceChange((enabled: boolean) => runAction(setSourceEnabledAction({ name, enabled })), {
    onError: (error) => notifyError(error, `${name} was not changed`),
  });
  const isEnabled = enable.isPending ? enable.variables : source.enabled;
  return (
    <li className={classes.row ?? ''} aria-labelledby={headingId}>
      <Box className={classes.about ?? ''} miw={0}>
        <Group gap="xs" align="baseline">
          <Anchor component={Link} href={sourceHref(source)} c="inherit">
            <h2 id={headingId} className={classes.name ?? ''} style={{ margin: 0 }}>
              {name}
            </h2>
          </Anchor>
          <Badge variant="light" color="gray" tt="none" size="sm" c="dimmed" fw={600}>
            {type === undefined ? 'Unknown type' : kinds[type]}
          </Badge>
          {issues.length === 0 ? null : (
            <Text size="sm" fw={600}>
              {countWords(issues.length, 'fault')}
            </Text>
          )}
        </Group>
        {description === undefined ? null : (
          <Text size="sm" c="dimmed">
            {description}
          </Text>
        )}
        <SourceAttention source={source} />
      </Box>
      <SourceLastRun source={source} />
      <Box className={classes.numbers ?? ''}>
        {rowsInWarehouse === undefined ? (
          <Text size="sm" c="dimmed">
            Rows not known
          </Text>
        ) : tables === 0 || dataset === undefined ? (
          <Text size="sm" c="dimmed">
            No rows yet
          </Text>
        ) : (
          <>
            <Anchor component={Link} href={`/data?dataset=${encodeURIComponent(dataset)}`} size="sm" fw={600}>
              {countWords(rowsInWarehouse, 'row')}
            </Anchor>
            <Text size="sm" c="dimmed">
              {countWords(tables ?? 0, 'table')}
            </Text>
          </>
        )}
      </Box>
      <Box className={classes.actions ?? ''}>
        <Switch
          size="sm"
          label="Enabled"
          aria-label={`${name} is enabled`}
          title="Whether Sync all includes it"
          checked={isEnabled}
          disabled={type === undefined}
          onChange={({ currentTarget }) => enable.mutate(currentTarget.checked)}
        />
        <Button
          size="xs"
          variant="light"
          leftSection={<IconRefresh size={16} aria-hidden />}
          aria-label={`Sync ${name}`}
          disabled={issues.length > 0 || activeRun !== undefined}
          loading={sync.isPending}
          onClick={() => sync.mutate({ source: name })}
        >
          Sync
        </Button>
        <SourceMenu source={source} openDialog={openDialog} />
      </Box>
    </li>
  );
}
