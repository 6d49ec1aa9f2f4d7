'use client';

import { Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import type { PreviewTable, ResourceReport } from '#lib/index.ts';
import { JsonCell } from '../values/json-cell.tsx';
import classes from './test-panel.module.css';

export interface PreviewRowsProps {
  /** Whether any request was sent. */
  readonly hasRequests: boolean;
  readonly tables: readonly PreviewTable[];
  readonly resources: readonly ResourceReport[];
  /** Why each resource ended, by its name. */
  readonly ends: Readonly<Record<string, string>>;
  readonly isRunning: boolean;
}

/** The tables that the records of a test become, one at a time. */
export function PreviewRows({ hasRequests, tables, resources, ends, isRunning }: PreviewRowsProps) {
  const [chosen, setChosen] = useState<string>();
  const table = tables.find(({ name }) => name === chosen) ?? tables[0];
  if (table === undefined) {
    const text = isRunning
      ? 'Rows come when all pages are read.'
      : hasRequests
        ? 'No rows. Look at the requests to see why.'
        : 'No rows: no request was sent.';
    return (
      <Text size="sm" c="dimmed">
        {text}
      </Text>
    );
  }
  const cut = resources.find(({ name }) => name === table.resource)?.stopped_by;
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <NativeSelect
          aria-label="Table"
          size="xs"
          maw={360}
          value={table.name}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={tables.map(({ name, rowCount }) => ({ value: name, label: `${name} (${rowCount})` }))}
        />
        <Text size="xs" c="dimmed">
          {endWords(cut, ends[table.resource])}
          {table.rowCount > table.rows.length ? ` The first ${table.rows.length} rows are shown.` : ''}
        </Text>
      </Group>
      <section aria-label={`Rows of ${table.name}`}>
        <table className={classes.table ?? ''}>
          <thead>
            <tr>
              {table.columns.map(({ name, type }) => (
                <th key={name} scope="col">
                  {name}
                  <span className={classes.type ?? ''}>{type}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, position) => (
              <tr key={position}>
                {table.columns.map(({ name }, index) => (
                  <JsonCell key={name} value={row[index]} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Stack>
  );
}

/** Why no further row came. */
export function endWords(cut: ResourceReport['stopped_by'], why: string | undefined): string {
  if (cut === 'recording') return 'The recording ends here; a sync reads on.';
  const isCut = cut !== undefined && (why === undefined || why.startsWith('the limit'));
  if (isCut) return why === undefined ? `Cut by the limit of ${cut}.` : `Cut: ${why}.`;
  return why === undefined ? 'Read to its end.' : `Read to its end: ${why}.`;
}
