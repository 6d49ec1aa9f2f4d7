'use client';

import { Badge, Box, Button, Text } from '@mantine/core';

import { badgeTextColor } from '../feedback/badge-text-color.ts';
import type { SecretGroup } from './secret-groups.ts';
import classes from './secret-list.module.css';
import { SecretUses } from './secret-uses.tsx';

export type SecretDialogKind = 'replace' | 'remove';

interface SecretRowProps {
  readonly group: SecretGroup;
  readonly openDialog: (kind: SecretDialogKind) => void;
}

/** A secret that has a value: where it is, who uses it, and how to change it. Never the value. */
export function SecretRow({ group, openDialog }: SecretRowProps) {
  const { name, status, origin, stored } = group;
  const color = status === 'set' ? 'green' : 'gray';
  const isChangeable = stored !== undefined || status === 'default';
  return (
    <li className={classes.row ?? ''}>
      <Box miw={0}>
        <h3 className={classes.name ?? ''}>{name}</h3>
        <SecretUses group={group} />
      </Box>
      <Box className={classes.place ?? ''}>
        <Badge variant="light" tt="none" color={color} style={{ color: badgeTextColor(color) }}>
          {status === 'set' ? 'Set' : 'Default'}
        </Badge>
        <Text size="sm" c="dimmed">
          {origin ?? 'The default that sources.yml gives'}
        </Text>
      </Box>
      <Box className={classes.actions ?? ''}>
        {isChangeable ? (
          <Button
            size="xs"
            variant="default"
            aria-label={`${stored === undefined ? 'Set' : 'Replace'} ${name}`}
            onClick={() => openDialog('replace')}
          >
            {stored === undefined ? 'Set' : 'Replace'}
          </Button>
        ) : (
          <Text size="sm" c="dimmed">
            Change it there
          </Text>
        )}
        {stored === undefined ? null : (
          <Button
            size="xs"
            variant="subtle"
            color="red"
            aria-label={`Remove ${name}`}
            onClick={() => openDialog('remove')}
          >
            Remove
          </Button>
        )}
      </Box>
    </li>
  );
}
