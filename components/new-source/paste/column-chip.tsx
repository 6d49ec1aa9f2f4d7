'use client';

import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { spellFlow } from '#lib/spec/spell-yaml.ts';
import type { PreviewTable } from '#lib/index.ts';

import { ChipPopover } from './chip-popover.tsx';
import type { Operation } from './chosen-operations.ts';
import { columnEvidence, columnTypes, isFilled } from './column-facts.ts';
import classes from './paste.module.css';
import type { Offer } from './use-offer.ts';

interface ColumnChipProps {
  readonly offer: Offer;
  readonly table: PreviewTable;
  readonly column: PreviewTable['columns'][number];
  /** Whose records the table holds; undefined where its columns cannot be told a type here. */
  readonly resource: Operation | undefined;
}

/** The type of a column with its reason; opened, another one can be chosen. */
export function ColumnChip({ offer, table, column: { name, type }, resource }: ColumnChipProps) {
  const given = resource?.settings.columns?.value ?? {};
  const field = table.fields?.[name];
  const isGiven = field !== undefined && Object.hasOwn(given, field);
  const state = isGiven ? 'given' : isFilled(table, name) ? 'sure' : 'likely';
  const change = (wanted: string): void => {
    if (resource === undefined || field === undefined) return;
    const { [field]: _before, ...others } = given;
    const columns = wanted === '' ? others : { ...others, [field]: { type: wanted } };
    offer.changeSetting(
      resource.id,
      'columns',
      Object.keys(columns).length === 0 ? undefined : { text: spellFlow(columns) },
    );
  };
  return (
    <ChipPopover
      label={`Type of ${name}`}
      said={`Type of ${name}: ${type}`}
      state={state}
      className={classes.type}
      width={280}
      face={type}
    >
      {(close) => (
        <Stack gap="xs">
          <Text size="sm" fw={650}>
            {type}
          </Text>
          <Text size="xs" c="dimmed">
            {isGiven ? 'You said so.' : columnEvidence(table, name)}
          </Text>
          {field === undefined || field === name ? null : (
            <Text size="xs" c="dimmed">
              Field {field} of the record.
            </Text>
          )}
          {resource === undefined || field === undefined ? null : (
            <TypeChoice
              isGiven={isGiven}
              onChange={(wanted) => {
                close();
                change(wanted);
              }}
            />
          )}
        </Stack>
      )}
    </ChipPopover>
  );
}

function TypeChoice({ isGiven, onChange }: { readonly isGiven: boolean; readonly onChange: (type: string) => void }) {
  const [type, setType] = useState<string>(columnTypes[0]);
  return (
    <Group gap="xs" align="flex-end">
      <NativeSelect
        label="Another type"
        size="xs"
        flex={1}
        value={type}
        data={[...columnTypes]}
        onChange={({ currentTarget }) => setType(currentTarget.value)}
      />
      {isGiven ? (
        <Button size="xs" variant="subtle" color="red" onClick={() => onChange('')}>
          Take away
        </Button>
      ) : null}
      <Button size="xs" onClick={() => onChange(type)}>
        Change
      </Button>
    </Group>
  );
}
