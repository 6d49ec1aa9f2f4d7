'use client';

import { Badge, Checkbox, Group, Paper, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

import { matchesFilter, operationsAlong, withoutParents, type Operation } from './chosen-operations.ts';
import classes from './paste.module.css';
import type { Offer } from './use-offer.ts';

interface OperationListProps {
  readonly offer: Offer;
  readonly operations: readonly Operation[];
  /** Ids of those that are taken. */
  readonly chosen: readonly string[];
}

/** So many are drawn at once; a filter finds the others. */
const mostShown = 150;

/** What a document describes, to choose from. */
export function OperationList({ offer, operations, chosen }: OperationListProps) {
  const [filter, setFilter] = useState('');
  const [picked, setPicked] = useState<ReadonlySet<string>>(() => withoutParents(operations, chosen));
  const along = operationsAlong(operations, picked);
  const found = operations.filter((one) => matchesFilter(one, filter));
  // Lists come first: they are what most people look for.
  const sorted = found.toSorted((one, other) => rank(one) - rank(other));
  const choose = (ids: ReadonlySet<string>): void => {
    setPicked(ids);
    offer.change({ operations: [...ids] });
  };
  const toggle = (id: string): void => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    choose(next);
  };
  return (
    <Paper withBorder component="section" aria-label="Requests to choose from">
      <Stack gap="xs" p="md" pb="xs">
        <Group justify="space-between" gap="xs">
          <Text fw={650} component="output">
            {picked.size + along.size} of {operations.length} chosen
          </Text>
          <Group gap="md">
            <UnstyledButton
              className={classes.link ?? ''}
              onClick={() =>
                choose(
                  new Set([
                    ...picked,
                    ...found.filter(({ kind, values }) => kind === 'list' && values.length === 0).map(({ id }) => id),
                  ]),
                )
              }
            >
              All lists
            </UnstyledButton>
            <UnstyledButton className={classes.link ?? ''} onClick={() => choose(new Set())}>
              None
            </UnstyledButton>
          </Group>
        </Group>
        <TextInput
          aria-label="Filter the requests"
          placeholder="Filter, such as users"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={filter}
          onChange={({ currentTarget }) => setFilter(currentTarget.value)}
        />
      </Stack>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
      <ul className={classes.operations} tabIndex={0} aria-label="Requests">
        {sorted.slice(0, mostShown).map((operation) => (
          <li key={operation.id}>
            <Checkbox
              checked={picked.has(operation.id) || along.has(operation.id)}
              disabled={along.has(operation.id)}
              onChange={() => toggle(operation.id)}
              aria-label={`${methodOf(operation)} ${operation.settings.endpoint.value}`}
              label={<OperationLabel operation={operation} operations={operations} isAlong={along.has(operation.id)} />}
            />
          </li>
        ))}
        {sorted.length === 0 ? <li className={classes.quiet}>No request has these words.</li> : null}
        {sorted.length > mostShown ? (
          <li className={classes.quiet}>{sorted.length - mostShown} more: filter to see them.</li>
        ) : null}
      </ul>
    </Paper>
  );
}

interface OperationLabelProps {
  readonly operation: Operation;
  readonly operations: readonly Operation[];
  readonly isAlong: boolean;
}

function OperationLabel({ operation, operations, isAlong }: OperationLabelProps) {
  const { settings, kind, values, parents, title } = operation;
  const parentNames = parents.flatMap((id) => operations.find((one) => one.id === id)?.settings.name.value ?? []);
  return (
    <span className={classes.operation}>
      <span className={classes.url}>
        <b>{methodOf(operation)}</b> {settings.endpoint.value}
      </span>
      <span className={classes.marks}>
        {kind === 'list' ? (
          <Badge size="xs" variant="light">
            list
          </Badge>
        ) : null}
        {isAlong ? (
          <Badge size="xs" variant="light" color="gray">
            comes along
          </Badge>
        ) : null}
        {parentNames.length === 0 ? null : (
          <Text span size="xs" c="dimmed">
            for each of {parentNames.join(', ')}
          </Text>
        )}
        {values.length === 0 ? null : (
          <Text span size="xs" c="dimmed">
            needs {values.join(', ')}
          </Text>
        )}
        {title === undefined ? null : (
          <Text span size="xs" c="dimmed">
            {title}
          </Text>
        )}
      </span>
    </span>
  );
}

function methodOf({ settings }: Operation): string {
  return settings.method?.value ?? 'GET';
}

function rank({ kind, values }: Operation): number {
  return (kind === 'list' ? 0 : 2) + (values.length === 0 ? 0 : 1);
}
